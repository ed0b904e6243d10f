-- name: text$
SELECT text FROM policies WHERE version = :version;

-- name: remember!
INSERT INTO policies (version, text, first_seen) VALUES (:version, :text, :at)
ON CONFLICT (version) DO NOTHING;
