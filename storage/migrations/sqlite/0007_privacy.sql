-- Who agreed to what, whose data was erased, and how words that have done their work are found.

CREATE TABLE consent_texts (
    digest TEXT PRIMARY KEY, -- SHA-256 of what it says
    version TEXT NOT NULL,
    text_ru TEXT NOT NULL,
    text_en TEXT NOT NULL,
    first_seen INTEGER NOT NULL
) STRICT;

-- Kept after an erasure: it says that somebody agreed, and no longer who.
CREATE TABLE consents (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers (id),
    act TEXT NOT NULL CHECK (act IN ('given', 'refused', 'withdrawn')),
    version TEXT NOT NULL,
    digest TEXT REFERENCES consent_texts (digest), -- none: from a time when texts were not kept
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX consents_customer ON consents (customer_id, id);

INSERT INTO consents (customer_id, act, version, at)
SELECT id, 'given', consent_version, consent_at FROM customers
WHERE consent_version IS NOT NULL AND consent_at IS NOT NULL;

-- Whom a copy of the database that is brought back must forget again; a file beside the database says the same.
CREATE TABLE erasures (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL,
    person TEXT NOT NULL, -- a salted, slow hash
    at INTEGER NOT NULL,
    UNIQUE (customer_id, person)
) STRICT;

CREATE INDEX customers_phone ON customers (contact_phone) WHERE contact_phone IS NOT NULL;
CREATE INDEX inbox_worded ON inbox (received_at) WHERE state <> 'new' AND payload <> '';
CREATE INDEX outbox_worded ON outbox (created_at) WHERE state IN ('sent', 'given_up', 'void') AND payload <> '';
CREATE INDEX tickets_worded ON tickets (closed_at) WHERE status = 'closed' AND description <> '';
