-- With the developers, before the lead: a time missed again, a warning, a closing that is held, what waits for a word.

ALTER TABLE tickets ADD COLUMN escalation_missed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN warned_at INTEGER; -- R13: the customer was asked for another tone
ALTER TABLE tickets ADD COLUMN complaint_open INTEGER NOT NULL DEFAULT 0 CHECK (complaint_open IN (0, 1));
ALTER TABLE tickets ADD COLUMN held_until INTEGER; -- R26: silence does not close it before

CREATE TABLE matters (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('rudeness', 'appeal', 'complaint')),
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    ticket_id INTEGER REFERENCES tickets (id),
    text TEXT NOT NULL, -- what the customer said or wrote
    raised_at INTEGER NOT NULL,
    raised_by INTEGER, -- the engineer who proposed it; none: the customer
    settled_at INTEGER,
    settled_by INTEGER,
    outcome TEXT CHECK (outcome IN ('granted', 'declined', 'moot')),
    CHECK ((settled_at IS NULL) = (outcome IS NULL)),
    CHECK (kind = 'complaint' OR ticket_id IS NOT NULL)
) STRICT;

CREATE INDEX matters_open ON matters (kind, raised_at, id) WHERE settled_at IS NULL;
CREATE INDEX matters_ticket ON matters (ticket_id, kind, id) WHERE settled_at IS NULL;
CREATE INDEX matters_customer ON matters (customer_id, id);
