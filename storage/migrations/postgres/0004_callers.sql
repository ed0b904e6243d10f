-- Tickets that came by another channel, the words by which a customer is found again, and the keys of our e-mails.

CREATE TABLE callers (
    ticket_id BIGINT PRIMARY KEY REFERENCES tickets (id) DEFERRABLE,
    engineer_id BIGINT NOT NULL, -- who registered it
    missing TEXT NOT NULL, -- what the caller could not tell: names of ours, with a space between
    asked_at BIGINT -- when it was asked for again
);

-- The beginnings of names, addresses and numbers; written and taken away with the customer's own row.
CREATE TABLE customer_words (
    word TEXT COLLATE "C" NOT NULL, -- beginnings are ranges: compared sign by sign
    customer_id BIGINT NOT NULL REFERENCES customers (id) ON DELETE CASCADE DEFERRABLE,
    PRIMARY KEY (word, customer_id)
);

CREATE INDEX customer_words_customer ON customer_words (customer_id);

INSERT INTO counters (name, value) VALUES ('customers_indexed', 0);

CREATE TABLE link_keys (
    digest TEXT PRIMARY KEY, -- SHA-256: the key itself is in the e-mail alone
    ticket_id BIGINT NOT NULL REFERENCES tickets (id) DEFERRABLE,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    attempts BIGINT NOT NULL -- by accounts whose number is another
);

CREATE INDEX link_keys_expired ON link_keys (expires_at);
