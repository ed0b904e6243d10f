-- name: group^
SELECT chat_id, forum FROM chats WHERE kind = 'engineers';

-- name: leave!
UPDATE chats SET kind = 'former' WHERE kind = 'engineers' AND chat_id <> :chat_id;

-- name: bind!
INSERT INTO chats (chat_id, kind, forum) VALUES (:chat_id, 'engineers', :forum)
ON CONFLICT (chat_id) DO UPDATE SET kind = 'engineers', forum = excluded.forum, migrated_to = NULL;

-- name: make_room!
DELETE FROM chats WHERE chat_id = :new AND kind = 'former';

-- name: rename!
UPDATE chats SET chat_id = :new WHERE chat_id = :old AND kind = 'engineers';

-- name: leave_word!
INSERT INTO chats (chat_id, kind, forum, migrated_to) VALUES (:old, 'former', 0, :new)
ON CONFLICT (chat_id) DO UPDATE SET migrated_to = excluded.migrated_to;

-- name: move!
-- An upgraded group keeps none of its message ids.
UPDATE places SET chat_id = :new, thread_id = NULL, card_id = NULL WHERE chat_id = :old;

-- name: of^
SELECT * FROM places WHERE ticket_id = :ticket_id;

-- name: ticket_in$
SELECT ticket_id FROM places WHERE chat_id = :chat_id AND thread_id = :thread_id;

-- name: elsewhere
SELECT ticket_id FROM places
WHERE ticket_id IN (SELECT id FROM tickets WHERE status <> 'closed') AND chat_id <> :chat_id
ORDER BY ticket_id;

-- name: put!
INSERT INTO places (ticket_id, chat_id, thread_id, card_id, closed)
VALUES (:ticket_id, :chat_id, :thread_id, :card_id, :closed)
ON CONFLICT (ticket_id) DO UPDATE SET
    chat_id = excluded.chat_id,
    thread_id = excluded.thread_id,
    card_id = excluded.card_id,
    closed = excluded.closed;
