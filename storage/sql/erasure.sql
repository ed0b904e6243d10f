-- What TABLES in storage/personal.py cannot say: letters that still wait, and copies that have done their work.

-- name: void_letters!
-- Also what is being sent at this moment: its outcome finds nothing to mark.
UPDATE outbox SET state = 'void', head = 0
WHERE state IN ('waiting', 'sending') AND (
    customer_id = :customer
    OR ticket_id IN (SELECT id FROM tickets WHERE customer_id = :customer)
    OR lane IN (:own_lane, :user_lane)
    OR lane LIKE :marks
);

-- name: promote!
-- Whoever waits in a lane behind a letter that is void now is the first.
UPDATE outbox SET head = 1
WHERE state IN ('waiting', 'sending') AND head = 0 AND NOT EXISTS (
    SELECT 1 FROM outbox AS earlier
    WHERE earlier.lane = outbox.lane AND earlier.state IN ('waiting', 'sending') AND earlier.ord < outbox.ord
);

-- name: empty_updates!
UPDATE inbox SET payload = '', error = '' WHERE state = 'done' AND payload <> '';

-- name: empty_letters!
UPDATE outbox SET payload = '', error = '' WHERE state IN ('sent', 'given_up', 'void') AND payload <> '';

-- name: empty_updates_of!
UPDATE inbox SET payload = '', error = '' WHERE state = 'done' AND payload <> '' AND chat_id = :user;

-- name: empty_letters_of!
UPDATE outbox SET payload = '', error = ''
WHERE state IN ('sent', 'given_up', 'void') AND payload <> '' AND customer_id = :customer;

-- name: rooms
SELECT ticket_id, chat_id, thread_id FROM places
WHERE thread_id IS NOT NULL AND ticket_id IN (SELECT id FROM tickets WHERE customer_id = :customer)
ORDER BY ticket_id;

-- name: shown
SELECT pairs.chat_id, pairs.message_id, pairs.copied, pairs.ticket_id, said.at
FROM message_pairs AS pairs
LEFT JOIN utterances AS said ON said.id = pairs.utterance_id AND pairs.copied = 0
WHERE pairs.chat_id = :user OR pairs.ticket_id IN (SELECT id FROM tickets WHERE customer_id = :customer);

-- name: sent
SELECT lane, sent_chat, sent_message, sent_at, ticket_id FROM outbox
WHERE sent_message IS NOT NULL AND (
    customer_id = :customer
    OR ticket_id IN (SELECT id FROM tickets WHERE customer_id = :customer)
    OR lane IN (:own_lane, :user_lane)
);

-- name: written
-- Raw updates of their chat, for the numbers of messages that nothing else has kept: answers to a form.
SELECT payload FROM inbox
WHERE chat_id = :user AND state <> 'new' AND payload <> '' AND received_at >= :since;

-- name: remember!
INSERT INTO erasures (customer_id, person, at) VALUES (:customer_id, :person, :at)
ON CONFLICT (customer_id, person) DO NOTHING;

-- name: remembered
SELECT customer_id, person, at FROM erasures ORDER BY id;
