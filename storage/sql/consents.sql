-- name: keep_text!
INSERT INTO consent_texts (digest, version, text_ru, text_en, first_seen)
VALUES (:digest, :version, :text_ru, :text_en, :first_seen)
ON CONFLICT (digest) DO NOTHING;

-- name: record!
INSERT INTO consents (customer_id, act, version, digest, at) VALUES (:customer_id, :act, :version, :digest, :at);

-- name: of
SELECT act, version, digest, at FROM consents WHERE customer_id = :customer_id ORDER BY id;
