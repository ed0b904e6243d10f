-- name: raise_$
INSERT INTO alerts (ticket_id, kind, raised_at) VALUES (:ticket_id, :kind, :at) RETURNING id;

-- name: open_of
SELECT * FROM alerts WHERE ticket_id = :ticket_id AND settled_at IS NULL ORDER BY id;

-- name: settle$
UPDATE alerts SET settled_at = :at, settled_by = :by
WHERE id = :id AND settled_at IS NULL
RETURNING id;
