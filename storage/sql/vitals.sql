-- name: live
SELECT status, count(*) AS tickets FROM tickets WHERE status <> 'closed' GROUP BY status;

-- name: due_until$
-- Live tickets whose first answer is due by then, or was.
SELECT count(*) FROM tickets WHERE answer_due IS NOT NULL AND answer_due <= :until;

-- name: lanes
SELECT lane, count(*) AS letters, min(created_at) AS oldest
FROM outbox
WHERE state IN ('waiting', 'sending')
GROUP BY lane;

-- name: longest_due$
-- Since when the letter waits that might have left long ago.
SELECT min(not_before) FROM outbox WHERE head = 1 AND state = 'waiting';
