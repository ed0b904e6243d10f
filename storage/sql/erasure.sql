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
