-- name: write!
INSERT INTO journal (ticket_id, at, event, actor, was, became, why)
VALUES (:ticket_id, :at, :event, :actor, :was, :became, :why);

-- name: of
SELECT * FROM journal WHERE ticket_id = :ticket_id ORDER BY id;
