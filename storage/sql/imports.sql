-- Sheets for the registry, from their arrival to the decision.

-- name: add$
INSERT INTO registry_imports (by_user, file_id, at, state, look_at, sheet, base)
VALUES (:by_user, :file_id, :at, :state, :look_at, :sheet, :base)
RETURNING id;

-- name: get^
SELECT * FROM registry_imports WHERE id = :id;

-- name: waiting^
SELECT * FROM registry_imports WHERE state = 'waiting' AND look_at <= :now ORDER BY look_at LIMIT 1;

-- name: later!
UPDATE registry_imports SET attempts = attempts + 1, look_at = :look_at WHERE id = :id AND state = 'waiting';

-- name: shown!
UPDATE registry_imports SET state = 'shown', look_at = NULL, sheet = :sheet, base = :base WHERE id = :id;

-- name: drop!
UPDATE registry_imports SET state = 'dropped', look_at = NULL, file_id = '', sheet = '' WHERE id = :id;

-- name: drop_earlier!
UPDATE registry_imports SET state = 'dropped', look_at = NULL, file_id = '', sheet = ''
WHERE by_user = :by_user AND state IN ('waiting', 'shown');

-- name: applied!
UPDATE registry_imports SET state = 'applied', applied_at = :at, file_id = '', sheet = '' WHERE id = :id;

-- name: last^
SELECT * FROM registry_imports WHERE state = 'applied' ORDER BY id DESC LIMIT 1;

-- name: unreviewed^
SELECT * FROM registry_imports WHERE state = 'applied' AND reviewed = 0 ORDER BY id LIMIT 1;

-- name: reviewed!
UPDATE registry_imports SET reviewed = 1 WHERE id <= :id AND state = 'applied' AND reviewed = 0;
