-- name: get^
SELECT * FROM link_keys WHERE digest = :digest;

-- name: put!
INSERT INTO link_keys (digest, ticket_id, expires_at, used_at, attempts)
VALUES (:digest, :ticket_id, :expires_at, :used_at, :attempts)
ON CONFLICT (digest) DO UPDATE SET used_at = excluded.used_at, attempts = excluded.attempts;

-- name: forget!
DELETE FROM link_keys WHERE expires_at < :before;
