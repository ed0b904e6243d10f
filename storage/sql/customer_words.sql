-- The beginnings by which a customer is found again.

-- name: indexed$
SELECT value FROM counters WHERE name = 'customers_indexed';

-- name: have_indexed!
UPDATE counters SET value = 1 WHERE name = 'customers_indexed';

-- name: everybody
SELECT * FROM customers WHERE id > :after ORDER BY id;

-- name: clear!
DELETE FROM customer_words WHERE customer_id = :customer_id;

-- name: add!
INSERT INTO customer_words (word, customer_id) VALUES (:word, :customer_id)
ON CONFLICT (word, customer_id) DO NOTHING;

-- name: begins
SELECT DISTINCT customer_id FROM customer_words WHERE word >= :first AND word < :last LIMIT :limit;
