-- name: newest$
SELECT coalesce(max(seq), 0) FROM inbox;

-- name: store!
-- An update that came within the last 48 hours is the same one again.
INSERT INTO inbox (
    bot_id, update_id, key, chat_id, thread_id, sent_at, received_at, payload, state, error
)
SELECT
    CAST(:bot_id AS BIGINT), CAST(:update_id AS BIGINT), CAST(:key AS TEXT), CAST(:chat_id AS BIGINT),
    CAST(:thread_id AS BIGINT), CAST(:sent_at AS BIGINT), CAST(:received_at AS BIGINT), CAST(:payload AS TEXT),
    CAST(:state AS TEXT), CAST(:error AS TEXT)
WHERE NOT EXISTS (
    SELECT 1 FROM inbox
    WHERE bot_id = :bot_id AND update_id = :update_id AND received_at > :same_since
);

-- name: stored_since
SELECT seq FROM inbox WHERE seq > :seq ORDER BY seq;

-- name: waiting
SELECT * FROM inbox WHERE state = 'new' AND seq > :seq ORDER BY seq LIMIT :limit;

-- name: turn^
-- An update gets its number while the one writer's lock is held: what is first in line now stays first,
-- unless a lead has what was put aside tried again.
SELECT EXISTS (
    SELECT 1 FROM inbox AS earlier
    WHERE earlier.state = 'new' AND earlier.key = inbox.key AND earlier.seq < inbox.seq
) AS later
FROM inbox
WHERE seq = :seq AND state = 'new';

-- name: left
SELECT * FROM inbox
WHERE state = 'new' AND received_at <= :until AND coalesce(retry_at, 0) <= :until
ORDER BY seq
LIMIT :limit;

-- name: take$
UPDATE inbox SET state = 'done', error = '' WHERE seq = :seq AND state = 'new' RETURNING seq;

-- name: failed!
UPDATE inbox SET attempts = attempts + 1, retry_at = :retry_at, error = :error
WHERE seq = :seq AND state = 'new';

-- name: quarantine!
UPDATE inbox SET state = 'quarantined', attempts = attempts + 1, error = :error
WHERE seq = :seq AND state = 'new';

-- name: quarantined
SELECT seq, received_at, payload, error FROM inbox WHERE state = 'quarantined' ORDER BY seq LIMIT :limit;

-- name: release
-- Once more from the start; what has no number was no update and never will be.
UPDATE inbox SET state = 'new', attempts = 0, error = :mark
WHERE state = 'quarantined' AND update_id IS NOT NULL
RETURNING seq;

-- name: released
SELECT * FROM inbox WHERE state = 'new' AND error = :mark ORDER BY seq LIMIT :limit;

-- name: last_update_id$
SELECT update_id FROM inbox
WHERE bot_id = :bot_id AND update_id IS NOT NULL
ORDER BY seq DESC
LIMIT 1;

-- name: unhandled$
SELECT 1 FROM inbox
WHERE state = 'new' AND chat_id = :chat_id AND thread_id = :thread_id AND sent_at <= :until
LIMIT 1;

-- name: counts^
SELECT
    (SELECT count(*) FROM inbox WHERE state = 'new') AS waiting,
    (SELECT count(*) FROM inbox WHERE state = 'quarantined') AS quarantined,
    (SELECT received_at FROM inbox WHERE state = 'new' ORDER BY seq LIMIT 1) AS oldest;
