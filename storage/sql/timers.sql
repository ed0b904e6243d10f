-- name: add!
INSERT INTO timers (ticket_id, clock, cycle, step, epoch, fire_at)
VALUES (:ticket_id, :clock, :cycle, :step, :epoch, :fire_at)
ON CONFLICT (ticket_id, clock, cycle, step, epoch) DO NOTHING;

-- name: drop!
DELETE FROM timers
WHERE ticket_id = :ticket_id AND clock = :clock AND cycle = :cycle AND step = :step AND epoch = :epoch
    AND fired_at IS NULL;

-- name: due
-- All that is due of the tickets whose timers are due first: the highest step is only known with all at hand.
SELECT * FROM timers
WHERE fired_at IS NULL AND fire_at <= :now AND ticket_id IN (
    SELECT ticket_id FROM timers
    WHERE fired_at IS NULL AND fire_at <= :now
    ORDER BY fire_at, ticket_id
    LIMIT :limit
)
ORDER BY ticket_id, fire_at, id;

-- name: take$
UPDATE timers SET fired_at = :at WHERE id = :id AND fired_at IS NULL RETURNING id;

-- name: fired!
UPDATE timers SET fired_at = :at WHERE id IN (SELECT value FROM json_each(:ids)) AND fired_at IS NULL;

-- name: postpone!
UPDATE timers SET fire_at = :until, fired_at = NULL WHERE id = :id;
