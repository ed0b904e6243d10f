-- name: get^
SELECT * FROM customers WHERE id = :id;

-- name: by_user^
SELECT * FROM customers WHERE user_id = :user_id;

-- name: add^
-- Somebody who is known already stays as they are.
INSERT INTO customers (user_id, language, zone) VALUES (:user_id, :language, :zone)
ON CONFLICT (user_id) DO UPDATE SET user_id = excluded.user_id
RETURNING *;

-- name: save!
UPDATE customers SET
    user_id = :user_id,
    language = :language,
    zone = :zone,
    contact_name = :contact_name,
    contact_phone = :contact_phone,
    contact_email = :contact_email,
    organisation_id = :organisation_id,
    organisation_name = :organisation_name,
    organisation_inn = :organisation_inn,
    consent_version = :consent_version,
    consent_at = :consent_at,
    spoke_in = :spoke_in,
    reachable = :reachable
WHERE id = :id;

-- name: by_phone
SELECT * FROM customers WHERE contact_phone = :phone ORDER BY id;

-- name: waiting
SELECT DISTINCT tickets.customer_id
FROM tickets JOIN customers ON customers.id = tickets.customer_id
WHERE tickets.status <> 'closed' AND customers.reachable = 1 AND customers.user_id IS NOT NULL
ORDER BY tickets.customer_id;

-- name: pass_on_tickets!
UPDATE tickets SET customer_id = :to_id WHERE customer_id = :id;

-- name: pass_on_matters!
UPDATE matters SET customer_id = :to_id WHERE customer_id = :id;

-- name: pass_on_consents!
UPDATE consents SET customer_id = :to_id WHERE customer_id = :id;

-- name: pass_on_partner!
-- An account that works under an agreement of its own keeps it.
UPDATE registry_partners SET customer_id = :to_id
WHERE customer_id = :id AND NOT EXISTS (SELECT 1 FROM registry_partners WHERE customer_id = :to_id);
