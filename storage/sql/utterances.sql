-- name: add$
INSERT INTO utterances (
    ticket_id, side, author, engineer_id, chat_id, message_id, thread_id, at, kind, text, entities,
    file_id, file_name, album, reply_to, quote, quote_position, standing
) VALUES (
    :ticket_id, :side, :author, :engineer_id, :chat_id, :message_id, :thread_id, :at, :kind, :text, :entities,
    :file_id, :file_name, :album, :reply_to, :quote, :quote_position, :standing
)
RETURNING id;

-- name: get^
SELECT * FROM utterances WHERE id = :id;

-- name: many
SELECT * FROM utterances WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id;

-- name: held
SELECT * FROM utterances
WHERE ticket_id = :ticket_id AND author = :author AND standing = 'held'
ORDER BY id;

-- name: of_ticket
SELECT * FROM utterances WHERE ticket_id = :ticket_id ORDER BY id;

-- name: settle!
UPDATE utterances SET standing = :standing, ticket_id = :ticket_id
WHERE id IN (SELECT value FROM json_each(:ids));

-- name: settle_pairs!
UPDATE message_pairs SET ticket_id = :ticket_id
WHERE utterance_id IN (SELECT value FROM json_each(:ids));

-- name: mailed!
UPDATE utterances SET mailed_at = :at WHERE id IN (SELECT value FROM json_each(:ids));

-- name: keep_words!
INSERT INTO utterance_edits (utterance_id, at, text, entities)
SELECT id, :at, text, entities FROM utterances WHERE id = :id;

-- name: edit!
UPDATE utterances SET text = :text, entities = :entities, edited_at = :at WHERE id = :id;

-- name: forget!
-- Its earlier words and its twins go with it.
DELETE FROM utterances WHERE id IN (SELECT value FROM json_each(:ids));

-- name: twin^
SELECT * FROM message_pairs WHERE chat_id = :chat_id AND message_id = :message_id;

-- name: twins
SELECT * FROM message_pairs WHERE utterance_id = :utterance_id ORDER BY copied, chat_id, message_id;

-- name: remember!
INSERT INTO message_pairs (chat_id, message_id, ticket_id, utterance_id, copied)
VALUES (:chat_id, :message_id, :ticket_id, :utterance_id, :copied)
ON CONFLICT (chat_id, message_id) DO UPDATE SET
    ticket_id = excluded.ticket_id,
    utterance_id = excluded.utterance_id,
    copied = excluded.copied;

-- name: earlier_words
SELECT utterance_id, at, text FROM utterance_edits
WHERE utterance_id IN (SELECT id FROM utterances WHERE ticket_id = :ticket_id)
ORDER BY id;
