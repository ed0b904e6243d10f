-- Words that have done their work, the oldest first and a few at a time.

-- name: empty_updates
-- What could not be handled has been shown to a person by then.
UPDATE inbox SET payload = '', error = '', key = '', chat_id = NULL
WHERE seq IN (
    SELECT seq FROM inbox
    WHERE state <> 'new' AND payload <> '' AND received_at < :before
    ORDER BY received_at
    LIMIT :limit
)
RETURNING seq;

-- name: empty_letters
-- What bears no tag is never looked for again: neither is where it went.
UPDATE outbox SET
    payload = '',
    error = '',
    lane = CASE WHEN tag = '' THEN '' ELSE lane END,
    sent_chat = CASE WHEN tag = '' THEN NULL ELSE sent_chat END,
    sent_message = CASE WHEN tag = '' THEN NULL ELSE sent_message END
WHERE id IN (
    SELECT id FROM outbox
    WHERE state IN ('sent', 'given_up', 'void') AND payload <> '' AND created_at < :before
    ORDER BY created_at
    LIMIT :limit
)
RETURNING id;

-- name: worded_tickets
SELECT id FROM tickets
WHERE status = 'closed' AND description <> '' AND closed_at < :before
ORDER BY closed_at
LIMIT :limit;
