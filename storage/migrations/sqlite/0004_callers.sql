-- Tickets that came by another channel, the words by which a customer is found again, and the keys of our e-mails.

CREATE TABLE callers (
    ticket_id INTEGER PRIMARY KEY REFERENCES tickets (id),
    engineer_id INTEGER NOT NULL, -- who registered it
    missing TEXT NOT NULL, -- what the caller could not tell: names of ours, with a space between
    asked_at INTEGER -- when it was asked for again
) STRICT;

-- The beginnings of names, addresses and numbers; written and taken away with the customer's own row.
CREATE TABLE customer_words (
    word TEXT NOT NULL,
    customer_id INTEGER NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    PRIMARY KEY (word, customer_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX customer_words_customer ON customer_words (customer_id);

INSERT INTO counters (name, value) VALUES ('customers_indexed', 0);

CREATE TABLE link_keys (
    digest TEXT PRIMARY KEY, -- SHA-256: the key itself is in the e-mail alone
    ticket_id INTEGER NOT NULL REFERENCES tickets (id),
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    attempts INTEGER NOT NULL -- by accounts whose number is another
) STRICT, WITHOUT ROWID;

CREATE INDEX link_keys_expired ON link_keys (expires_at);
