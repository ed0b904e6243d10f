-- name: raise_$
INSERT INTO matters (kind, customer_id, ticket_id, text, raised_at, raised_by)
VALUES (:kind, :customer_id, :ticket_id, :text, :at, :by)
RETURNING id;

-- name: get^
SELECT * FROM matters WHERE id = :id;

-- name: open_of
SELECT * FROM matters WHERE ticket_id = :ticket_id AND kind = :kind AND settled_at IS NULL ORDER BY id;

-- name: of_customer
SELECT * FROM matters WHERE customer_id = :customer_id ORDER BY id;

-- name: waiting
SELECT * FROM matters WHERE kind = :kind AND settled_at IS NULL ORDER BY raised_at, id LIMIT :limit;

-- name: settle$
UPDATE matters SET settled_at = :at, settled_by = :by, outcome = :outcome
WHERE id = :id AND settled_at IS NULL
RETURNING id;
