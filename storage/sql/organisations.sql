-- name: by_inn$
SELECT id FROM organisations WHERE inn = :inn;

-- name: by_key$
-- The one without an INN first: it is nobody else's.
SELECT id FROM organisations WHERE key = :key ORDER BY (inn IS NOT NULL), id LIMIT 1;

-- name: number$
-- The INN is told of an organisation that was known by its name alone.
UPDATE organisations SET inn = :inn WHERE key = :key AND inn IS NULL RETURNING id;

-- name: add$
INSERT INTO organisations (key, name, inn) VALUES (:key, :name, :inn) RETURNING id;
