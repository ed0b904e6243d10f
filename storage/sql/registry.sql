-- The registry of organisations, and what it says of tickets.

-- name: all
SELECT * FROM registry WHERE id > 0 ORDER BY id;

-- name: count$
SELECT count(*) FROM registry WHERE id > 0;

-- name: of_identity
SELECT * FROM registry WHERE identity = :identity ORDER BY id;

-- name: of_key
SELECT * FROM registry WHERE key = :key ORDER BY id;

-- name: alike
-- Names with an end in common; one within the other has a word in common.
SELECT * FROM registry WHERE head = :head
UNION
SELECT * FROM registry WHERE tail = :tail;

-- name: with_word
SELECT registry.* FROM registry_words JOIN registry ON registry.id = registry_words.listing_id
WHERE registry_words.word = :word
LIMIT :limit;

-- name: last$
SELECT max(id) FROM registry;

-- name: add!
INSERT INTO registry (id, identity, key, head, tail, name, inn, category, product, since, until, demo_since, agreement)
VALUES (
    :id, :identity, :key, :head, :tail, :name, :inn, :category, :product, :since, :until, :demo_since, :agreement
);

-- name: add_word!
INSERT INTO registry_words (word, listing_id) VALUES (:word, :listing_id)
ON CONFLICT (word, listing_id) DO NOTHING;

-- name: remove!
DELETE FROM registry WHERE id = :id;

-- name: remove_words!
DELETE FROM registry_words WHERE listing_id = :id;

-- name: linked$
SELECT identity FROM registry_links WHERE organisation_id = :organisation_id AND same = 1 LIMIT 1;

-- name: strangers
SELECT identity FROM registry_links WHERE organisation_id = :organisation_id AND same = 0;

-- name: unlink!
DELETE FROM registry_links WHERE organisation_id = :organisation_id AND same = 1;

-- name: link!
INSERT INTO registry_links (organisation_id, identity, same) VALUES (:organisation_id, :identity, :same)
ON CONFLICT (organisation_id, identity) DO UPDATE SET same = excluded.same;

-- name: partner$
SELECT identity FROM registry_partners WHERE customer_id = :customer_id;

-- name: keep_partner!
INSERT INTO registry_partners (customer_id, identity) VALUES (:customer_id, :identity)
ON CONFLICT (customer_id) DO UPDATE SET identity = excluded.identity;

-- name: demos
SELECT since FROM demos WHERE organisation_id = :organisation_id AND family = :family ORDER BY since;

-- name: keep_demo!
INSERT INTO demos (organisation_id, family, since, ticket_id) VALUES (:organisation_id, :family, :since, :ticket_id)
ON CONFLICT (organisation_id, family, since) DO NOTHING;

-- name: proof^
SELECT * FROM proofs WHERE ticket_id = :ticket_id;

-- name: prove!
INSERT INTO proofs (ticket_id, finding, found_by, name, identity, category, since, until)
VALUES (:ticket_id, :finding, :found_by, :name, :identity, :category, :since, :until)
ON CONFLICT (ticket_id) DO UPDATE SET
    finding = excluded.finding,
    found_by = excluded.found_by,
    name = excluded.name,
    identity = excluded.identity,
    category = excluded.category,
    since = excluded.since,
    until = excluded.until;

-- name: unprove!
DELETE FROM proofs WHERE ticket_id = :ticket_id;

-- name: promises
SELECT * FROM promises WHERE ticket_id = :ticket_id ORDER BY id;

-- name: promise!
INSERT INTO promises (
    ticket_id, cycle, at, due_at, category, evidence, limit_seconds, cause, problem, working, counted_from,
    policy_version
) VALUES (
    :ticket_id, :cycle, :at, :due_at, :category, :evidence, :limit_seconds, :cause, :problem, :working, :counted_from,
    :policy_version
);

-- name: live
SELECT id FROM tickets WHERE status <> 'closed' ORDER BY customer_id, id;
