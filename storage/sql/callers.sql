-- name: of^
SELECT * FROM callers WHERE ticket_id = :ticket_id;

-- name: put!
INSERT INTO callers (ticket_id, engineer_id, missing, asked_at)
VALUES (:ticket_id, :engineer_id, :missing, :asked_at)
ON CONFLICT (ticket_id) DO UPDATE SET missing = excluded.missing, asked_at = excluded.asked_at;
