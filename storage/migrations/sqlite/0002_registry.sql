-- The registry of organisations, what it proved of tickets, and every deadline a ticket was ever given.

-- The registry: a line an organisation's subscription, demo or agreement. Days are ISO texts.
CREATE TABLE registry (
    id INTEGER PRIMARY KEY,
    identity TEXT NOT NULL, -- by what the organisation is told from others: its INN, else its name's key
    key TEXT NOT NULL, -- the name without case, quotes and legal form
    head TEXT NOT NULL, -- how the key begins and ends: of a mistyped name one of them is right
    tail TEXT NOT NULL,
    name TEXT NOT NULL,
    inn TEXT,
    category TEXT NOT NULL CHECK (category IN ('partner', 'subscriber', 'demo')),
    product TEXT NOT NULL, -- a product's or a family's key; empty: all
    since TEXT,
    until TEXT,
    demo_since TEXT,
    agreement TEXT NOT NULL
) STRICT;

CREATE INDEX registry_identity ON registry (identity);
CREATE INDEX registry_key ON registry (key);
CREATE INDEX registry_head ON registry (head);
CREATE INDEX registry_tail ON registry (tail);

CREATE TABLE registry_words (
    word TEXT NOT NULL,
    listing_id INTEGER NOT NULL REFERENCES registry (id) ON DELETE CASCADE,
    PRIMARY KEY (word, listing_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX registry_words_listing ON registry_words (listing_id);

-- Sheets that came in: fetched, shown, then applied or not. What they held is dropped with the decision.
CREATE TABLE registry_imports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    by_user INTEGER NOT NULL, -- 0: by the command line
    file_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'shown', 'applied', 'dropped')),
    attempts INTEGER NOT NULL DEFAULT 0,
    look_at INTEGER, -- of one that waits: when it is fetched
    sheet TEXT NOT NULL DEFAULT '', -- JSON
    base INTEGER NOT NULL DEFAULT 0, -- the import that was the last one when this was shown
    applied_at INTEGER,
    reviewed INTEGER NOT NULL DEFAULT 0 CHECK (reviewed IN (0, 1)) -- live tickets were held against what it brought
) STRICT;

CREATE INDEX registry_imports_waiting ON registry_imports (look_at) WHERE state = 'waiting';
CREATE INDEX registry_imports_shown ON registry_imports (by_user) WHERE state IN ('waiting', 'shown');
CREATE INDEX registry_imports_applied ON registry_imports (id) WHERE state = 'applied';
CREATE INDEX registry_imports_unreviewed ON registry_imports (id) WHERE state = 'applied' AND reviewed = 0;

-- What engineers have said of names that are nearly the registry's.
CREATE TABLE registry_links (
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    identity TEXT NOT NULL,
    same INTEGER NOT NULL CHECK (same IN (0, 1)),
    PRIMARY KEY (organisation_id, identity)
) STRICT, WITHOUT ROWID;

-- Whose people file for clients of their own.
CREATE TABLE registry_partners (
    customer_id INTEGER PRIMARY KEY REFERENCES customers (id),
    identity TEXT NOT NULL
) STRICT;

-- Demos that began with a ticket: the registry may not know of them.
CREATE TABLE demos (
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    family TEXT NOT NULL,
    since TEXT NOT NULL,
    ticket_id INTEGER NOT NULL REFERENCES tickets (id),
    PRIMARY KEY (organisation_id, family, since)
) STRICT, WITHOUT ROWID;

-- What the registry said of a ticket's organisation when it was asked.
CREATE TABLE proofs (
    ticket_id INTEGER PRIMARY KEY REFERENCES tickets (id),
    finding TEXT NOT NULL,
    found_by TEXT NOT NULL,
    name TEXT NOT NULL,
    identity TEXT NOT NULL,
    category TEXT NOT NULL,
    since TEXT,
    until TEXT
) STRICT;

-- Every deadline that a ticket was given, with its reason: none is overwritten.
CREATE TABLE promises (
    id INTEGER PRIMARY KEY,
    ticket_id INTEGER NOT NULL REFERENCES tickets (id),
    cycle INTEGER NOT NULL,
    at INTEGER NOT NULL,
    due_at INTEGER,
    category TEXT NOT NULL,
    evidence TEXT NOT NULL,
    limit_seconds INTEGER,
    cause TEXT NOT NULL,
    problem TEXT NOT NULL DEFAULT '',
    working INTEGER NOT NULL DEFAULT 0 CHECK (working IN (0, 1)),
    counted_from INTEGER,
    policy_version TEXT NOT NULL
) STRICT;

CREATE INDEX promises_ticket ON promises (ticket_id, id);

INSERT INTO promises (ticket_id, cycle, at, due_at, category, evidence, limit_seconds, cause, policy_version)
SELECT cycles.ticket_id, cycles.n, cycles.started_at, cycles.due_at, cycles.category, cycles.evidence,
    cycles.limit_seconds, cycles.cause, tickets.policy_version
FROM answer_cycles AS cycles
JOIN tickets ON tickets.id = cycles.ticket_id
ORDER BY cycles.ticket_id, cycles.n;
