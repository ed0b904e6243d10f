-- The desk's memory. Times are whole seconds since 1970 UTC; milliseconds in outbox, inbox and drafts.asked_at.
-- Ids of Telegram have 64 bits. Ids that something outside may still name are never given twice (AUTOINCREMENT).

CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT;

INSERT INTO counters (name, value) VALUES ('ticket', 0);

-- Who turns to the desk -----------------------------------------------------------------------------------------

CREATE TABLE organisations (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL, -- the name without case, quotes and legal form
    name TEXT NOT NULL,
    inn TEXT UNIQUE
) STRICT;

CREATE INDEX organisations_key ON organisations (key);
CREATE UNIQUE INDEX organisations_unnumbered ON organisations (key) WHERE inn IS NULL;

CREATE TABLE customers (
    id INTEGER PRIMARY KEY,
    user_id INTEGER UNIQUE, -- none: known by another channel only
    language TEXT NOT NULL,
    zone TEXT NOT NULL,
    contact_name TEXT,
    contact_phone TEXT,
    contact_email TEXT,
    organisation_id INTEGER REFERENCES organisations (id),
    organisation_name TEXT, -- as this customer writes it
    organisation_inn TEXT,
    consent_version TEXT,
    consent_at INTEGER,
    spoke_in INTEGER REFERENCES tickets (id),
    reachable INTEGER NOT NULL DEFAULT 1 CHECK (reachable IN (0, 1)),
    CHECK ((contact_name IS NULL) = (contact_phone IS NULL) AND (contact_name IS NULL) = (contact_email IS NULL)),
    CHECK ((consent_version IS NULL) = (consent_at IS NULL))
) STRICT;

-- Tickets -------------------------------------------------------------------------------------------------------

CREATE TABLE policies (
    version TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    first_seen INTEGER NOT NULL
) STRICT;

CREATE TABLE tickets (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    status TEXT NOT NULL
        CHECK (status IN ('awaiting_lead', 'queued', 'open', 'waiting', 'escalated', 'resolved', 'closed')),
    received_at INTEGER NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('telegram', 'phone', 'email', 'portal')),
    policy_version TEXT NOT NULL REFERENCES policies (version),
    category TEXT NOT NULL CHECK (category IN ('partner', 'subscriber', 'demo', 'unsubscribed')),
    evidence TEXT NOT NULL CHECK (evidence IN ('declared', 'unknown', 'verified', 'registry', 'lead')),
    contact_name TEXT NOT NULL, -- this and the organisation: as given at registration
    contact_phone TEXT NOT NULL,
    contact_email TEXT NOT NULL,
    organisation_name TEXT NOT NULL,
    organisation_inn TEXT,
    product TEXT NOT NULL,
    version TEXT,
    version_mark TEXT NOT NULL CHECK (version_mark IN ('exact', 'old', 'unknown')),
    version_told TEXT NOT NULL,
    description TEXT NOT NULL,
    attachments INTEGER NOT NULL,
    close_reason TEXT
        CHECK (
            close_reason IN (
                'confirmed', 'timed_out', 'refused_no_data', 'refused_rude', 'refused_unsubscribed',
                'out_of_scope', 'unsupported_product', 'duplicate', 'withdrawn'
            )
        ),
    closed_at INTEGER,
    engineer_id INTEGER,
    introduced INTEGER,
    activated_at INTEGER,
    cycle INTEGER, -- the current one's number
    answer_due INTEGER, -- the current cycle's deadline while it is live and unanswered: the queue's order
    last_word_at INTEGER,
    last_customer_at INTEGER,
    promise_due INTEGER,
    escalation_contact TEXT,
    escalation_due INTEGER,
    duplicate_of INTEGER REFERENCES tickets (id),
    reopened INTEGER NOT NULL,
    objections INTEGER NOT NULL,
    front INTEGER NOT NULL CHECK (front IN (0, 1)),
    rating INTEGER CHECK (rating IN (1, -1)),
    CHECK (status <> 'closed' OR (close_reason IS NOT NULL AND closed_at IS NOT NULL)),
    CHECK (status <> 'escalated' OR (escalation_contact <> '' AND escalation_due IS NOT NULL)),
    CHECK ((escalation_contact IS NULL) = (escalation_due IS NULL)),
    CHECK (status <> 'closed' OR close_reason <> 'duplicate' OR duplicate_of IS NOT NULL),
    CHECK (duplicate_of <> id)
) STRICT;

-- R17: one ticket of a person and organisation is worked on at a time.
CREATE UNIQUE INDEX tickets_slot ON tickets (customer_id, organisation_id)
    WHERE status IN ('open', 'waiting', 'resolved');
CREATE INDEX tickets_live ON tickets (customer_id, id) WHERE status <> 'closed';
CREATE INDEX tickets_customer ON tickets (customer_id, id);
CREATE INDEX tickets_closed ON tickets (customer_id, closed_at) WHERE status = 'closed';
CREATE INDEX tickets_organisation ON tickets (organisation_id, id);
CREATE INDEX tickets_held ON tickets (engineer_id) WHERE status <> 'closed';
CREATE INDEX tickets_queue ON tickets ((answer_due IS NULL), answer_due, received_at, id)
    WHERE status = 'open' OR answer_due IS NOT NULL;
CREATE INDEX tickets_gate ON tickets (received_at, id) WHERE status = 'awaiting_lead';

CREATE TABLE answer_cycles (
    ticket_id INTEGER NOT NULL REFERENCES tickets (id),
    n INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    due_at INTEGER, -- none: no limit
    category TEXT NOT NULL, -- this and the next three: why it is due then
    evidence TEXT NOT NULL,
    limit_seconds INTEGER,
    cause TEXT NOT NULL,
    answered_at INTEGER,
    delivered_at INTEGER,
    PRIMARY KEY (ticket_id, n)
) STRICT, WITHOUT ROWID;

CREATE VIEW current_tickets AS
SELECT
    tickets.*,
    cycles.started_at AS cycle_started_at,
    cycles.due_at AS cycle_due_at,
    cycles.category AS cycle_category,
    cycles.evidence AS cycle_evidence,
    cycles.limit_seconds AS cycle_limit_seconds,
    cycles.cause AS cycle_cause,
    cycles.answered_at AS cycle_answered_at,
    cycles.delivered_at AS cycle_delivered_at
FROM tickets
LEFT JOIN answer_cycles AS cycles ON cycles.ticket_id = tickets.id AND cycles.n = tickets.cycle;

CREATE TABLE timers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id INTEGER NOT NULL REFERENCES tickets (id),
    clock TEXT NOT NULL,
    cycle INTEGER NOT NULL,
    step TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    fire_at INTEGER NOT NULL,
    fired_at INTEGER,
    UNIQUE (ticket_id, clock, cycle, step, epoch)
) STRICT;

CREATE INDEX timers_due ON timers (fire_at, ticket_id) WHERE fired_at IS NULL;

CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    ticket_id INTEGER NOT NULL REFERENCES tickets (id),
    at INTEGER NOT NULL,
    event TEXT NOT NULL,
    actor TEXT NOT NULL,
    was TEXT NOT NULL,
    became TEXT NOT NULL,
    why TEXT NOT NULL
) STRICT;

CREATE INDEX journal_ticket ON journal (ticket_id, id);

CREATE TRIGGER journal_is_not_rewritten BEFORE UPDATE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE TRIGGER journal_is_not_shortened BEFORE DELETE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE TABLE alerts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id INTEGER NOT NULL REFERENCES tickets (id),
    kind TEXT NOT NULL,
    raised_at INTEGER NOT NULL,
    settled_at INTEGER,
    settled_by INTEGER,
    CHECK (settled_by IS NULL OR settled_at IS NOT NULL)
) STRICT;

CREATE INDEX alerts_open ON alerts (ticket_id, id) WHERE settled_at IS NULL;

-- What people say -----------------------------------------------------------------------------------------------

CREATE TABLE utterances (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    ticket_id INTEGER REFERENCES tickets (id),
    side TEXT NOT NULL CHECK (side IN ('customer', 'engineer', 'desk')),
    author INTEGER NOT NULL,
    engineer_id INTEGER,
    chat_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    thread_id INTEGER,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    entities TEXT NOT NULL,
    file_id TEXT NOT NULL,
    file_name TEXT NOT NULL,
    album TEXT NOT NULL,
    reply_to INTEGER,
    quote TEXT NOT NULL,
    quote_position INTEGER NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN ('public', 'held', 'note', 'gone')),
    edited_at INTEGER
) STRICT;

CREATE INDEX utterances_ticket ON utterances (ticket_id, id);
CREATE INDEX utterances_held ON utterances (ticket_id, author, id) WHERE standing = 'held';

CREATE TABLE utterance_edits (
    id INTEGER PRIMARY KEY,
    utterance_id INTEGER NOT NULL REFERENCES utterances (id) ON DELETE CASCADE,
    at INTEGER NOT NULL, -- when these words were replaced
    text TEXT NOT NULL,
    entities TEXT NOT NULL
) STRICT;

CREATE INDEX utterance_edits_utterance ON utterance_edits (utterance_id, id);

-- Every message of Telegram that belongs to a conversation, on either side.
CREATE TABLE message_pairs (
    chat_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    ticket_id INTEGER REFERENCES tickets (id),
    utterance_id INTEGER REFERENCES utterances (id) ON DELETE CASCADE,
    copied INTEGER NOT NULL CHECK (copied IN (0, 1)),
    PRIMARY KEY (chat_id, message_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX message_pairs_utterance ON message_pairs (utterance_id) WHERE utterance_id IS NOT NULL;

CREATE TABLE drafts (
    id INTEGER PRIMARY KEY,
    author INTEGER NOT NULL,
    chat_id INTEGER NOT NULL,
    thread_id INTEGER NOT NULL, -- 0: none
    asking TEXT NOT NULL,
    subject INTEGER NOT NULL,
    rev INTEGER NOT NULL,
    step TEXT NOT NULL,
    asked_at INTEGER NOT NULL, -- milliseconds: the one asked last is meant
    started_at INTEGER NOT NULL,
    answers TEXT NOT NULL, -- JSON, as are the utterances' ids
    utterances TEXT NOT NULL,
    going_back INTEGER NOT NULL CHECK (going_back IN (0, 1)),
    nudged INTEGER NOT NULL CHECK (nudged IN (0, 1)),
    due_at INTEGER,
    UNIQUE (author, chat_id, thread_id, asking)
) STRICT;

CREATE INDEX drafts_due ON drafts (due_at) WHERE due_at IS NOT NULL;

-- The desk itself -----------------------------------------------------------------------------------------------

CREATE TABLE chats (
    chat_id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('engineers', 'former')),
    forum INTEGER NOT NULL CHECK (forum IN (0, 1)),
    migrated_to INTEGER
) STRICT;

CREATE UNIQUE INDEX chats_engineers ON chats (kind) WHERE kind = 'engineers';

CREATE TABLE places (
    ticket_id INTEGER PRIMARY KEY REFERENCES tickets (id),
    chat_id INTEGER NOT NULL,
    thread_id INTEGER, -- none: the group has no topics
    card_id INTEGER,
    closed INTEGER NOT NULL CHECK (closed IN (0, 1))
) STRICT;

CREATE UNIQUE INDEX places_thread ON places (chat_id, thread_id);

CREATE TABLE engineers (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    member INTEGER NOT NULL CHECK (member IN (0, 1)),
    language TEXT NOT NULL
) STRICT;

CREATE TABLE facts (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Updates that came in, as they came ----------------------------------------------------------------------------

CREATE TABLE inbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    bot_id INTEGER NOT NULL,
    update_id INTEGER, -- unique for 48 hours only; none: what came was no update
    key TEXT NOT NULL, -- updates of one key are handled in order
    chat_id INTEGER,
    thread_id INTEGER NOT NULL, -- 0: none
    sent_at INTEGER, -- Telegram's own time, in seconds
    received_at INTEGER NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('new', 'done', 'quarantined')),
    attempts INTEGER NOT NULL DEFAULT 0,
    retry_at INTEGER,
    error TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX inbox_update ON inbox (bot_id, update_id, received_at);
CREATE INDEX inbox_new ON inbox (seq) WHERE state = 'new';
CREATE INDEX inbox_new_chat ON inbox (chat_id, thread_id, sent_at) WHERE state = 'new';
CREATE INDEX inbox_quarantined ON inbox (seq) WHERE state = 'quarantined';

-- Letters that go out; "unsent" is waiting or sending -------------------------------------------------------------------------------------------

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    lane TEXT NOT NULL, -- sent strictly in order, but for 'mail', whose letters are independent
    ord INTEGER NOT NULL, -- the order of what is unsent in the lane
    channel TEXT NOT NULL CHECK (channel IN ('telegram', 'smtp')),
    target TEXT NOT NULL CHECK (target IN ('group', 'person', 'mark', 'mail')), -- whose limits it waits for
    urgency INTEGER NOT NULL,
    rank INTEGER NOT NULL, -- what goes first: created_at, later by a minute for each point of urgency
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    ticket_id INTEGER REFERENCES tickets (id),
    customer_id INTEGER REFERENCES customers (id),
    merge_key TEXT NOT NULL,
    answers_at INTEGER, -- in seconds
    tag TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    not_before INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sending', 'sent', 'given_up', 'void')),
    head INTEGER NOT NULL CHECK (head IN (0, 1)), -- the first of its lane that is not sent yet
    error TEXT NOT NULL DEFAULT '',
    sent_at REAL, -- unmoved time, in seconds with their fraction
    sent_chat INTEGER,
    sent_message INTEGER,
    writes INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX outbox_heads ON outbox (target, rank, not_before) WHERE head = 1 AND state = 'waiting';
CREATE INDEX outbox_next ON outbox (not_before) WHERE head = 1 AND state = 'waiting';
CREATE INDEX outbox_lane ON outbox (lane, ord) WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_sending ON outbox (id) WHERE state = 'sending';
CREATE UNIQUE INDEX outbox_merge ON outbox (merge_key) WHERE merge_key <> '' AND state = 'waiting';
CREATE INDEX outbox_answers ON outbox (ticket_id, answers_at)
    WHERE answers_at IS NOT NULL AND state IN ('waiting', 'sending');
CREATE INDEX outbox_tag ON outbox (lane, tag, id) WHERE tag <> '' AND sent_message IS NOT NULL;
CREATE INDEX outbox_recent ON outbox (sent_at) WHERE sent_at IS NOT NULL;
