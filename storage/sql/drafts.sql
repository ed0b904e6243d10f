-- name: pending
SELECT * FROM drafts
WHERE author = :author AND chat_id = :chat_id AND thread_id = :thread_id
ORDER BY asked_at DESC, id DESC;

-- name: get^
SELECT * FROM drafts
WHERE author = :author AND chat_id = :chat_id AND thread_id = :thread_id AND asking = :asking;

-- name: put!
INSERT INTO drafts (
    author, chat_id, thread_id, asking, subject, rev, step, asked_at, started_at,
    answers, utterances, going_back, nudged, due_at
) VALUES (
    :author, :chat_id, :thread_id, :asking, :subject, :rev, :step, :asked_at, :started_at,
    :answers, :utterances, :going_back, :nudged, :due_at
)
ON CONFLICT (author, chat_id, thread_id, asking) DO UPDATE SET
    subject = excluded.subject,
    rev = excluded.rev,
    step = excluded.step,
    asked_at = excluded.asked_at,
    started_at = excluded.started_at,
    answers = excluded.answers,
    utterances = excluded.utterances,
    going_back = excluded.going_back,
    nudged = excluded.nudged,
    due_at = excluded.due_at;

-- name: drop!
DELETE FROM drafts
WHERE author = :author AND chat_id = :chat_id AND thread_id = :thread_id AND asking = :asking;

-- name: due
SELECT * FROM drafts WHERE due_at <= :now ORDER BY due_at, id LIMIT :limit;
