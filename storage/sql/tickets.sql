-- Tickets; what is read is the view `current_tickets`: each with its current answer cycle.

-- name: next_number$
UPDATE counters SET value = value + 1 WHERE name = 'ticket' RETURNING value;

-- name: add!
INSERT INTO tickets (
    id, customer_id, organisation_id, status, received_at, channel, policy_version, category, evidence,
    contact_name, contact_phone, contact_email, organisation_name, organisation_inn,
    product, version, version_mark, version_told, problem, description, attachments,
    close_reason, closed_at, engineer_id, introduced, activated_at, cycle, answer_due,
    last_word_at, last_customer_at, promise_due, escalation_contact, escalation_due,
    escalation_missed, warned_at, complaint_open, held_until,
    duplicate_of, reopened, objections, front, rating
) VALUES (
    :id, :customer_id, :organisation_id, :status, :received_at, :channel, :policy_version, :category, :evidence,
    :contact_name, :contact_phone, :contact_email, :organisation_name, :organisation_inn,
    :product, :version, :version_mark, :version_told, :problem, :description, :attachments,
    :close_reason, :closed_at, :engineer_id, :introduced, :activated_at, :cycle, :answer_due,
    :last_word_at, :last_customer_at, :promise_due, :escalation_contact, :escalation_due,
    :escalation_missed, :warned_at, :complaint_open, :held_until,
    :duplicate_of, :reopened, :objections, :front, :rating
);

-- name: save!
UPDATE tickets SET
    customer_id = :customer_id,
    organisation_id = :organisation_id,
    status = :status,
    received_at = :received_at,
    channel = :channel,
    policy_version = :policy_version,
    category = :category,
    evidence = :evidence,
    contact_name = :contact_name,
    contact_phone = :contact_phone,
    contact_email = :contact_email,
    organisation_name = :organisation_name,
    organisation_inn = :organisation_inn,
    product = :product,
    version = :version,
    version_mark = :version_mark,
    version_told = :version_told,
    problem = :problem,
    description = :description,
    attachments = :attachments,
    close_reason = :close_reason,
    closed_at = :closed_at,
    engineer_id = :engineer_id,
    introduced = :introduced,
    activated_at = :activated_at,
    cycle = :cycle,
    answer_due = :answer_due,
    last_word_at = :last_word_at,
    last_customer_at = :last_customer_at,
    promise_due = :promise_due,
    escalation_contact = :escalation_contact,
    escalation_due = :escalation_due,
    escalation_missed = :escalation_missed,
    warned_at = :warned_at,
    complaint_open = :complaint_open,
    held_until = :held_until,
    duplicate_of = :duplicate_of,
    reopened = :reopened,
    objections = :objections,
    front = :front,
    rating = :rating
WHERE id = :id;

-- name: keep_cycle!
INSERT INTO answer_cycles (
    ticket_id, n, started_at, due_at, category, evidence, limit_seconds, cause,
    problem, working, counted_from, answered_at, delivered_at
) VALUES (
    :ticket_id, :n, :started_at, :due_at, :category, :evidence, :limit_seconds, :cause,
    :problem, :working, :counted_from, :answered_at, :delivered_at
)
ON CONFLICT (ticket_id, n) DO UPDATE SET
    started_at = excluded.started_at,
    due_at = excluded.due_at,
    category = excluded.category,
    evidence = excluded.evidence,
    limit_seconds = excluded.limit_seconds,
    cause = excluded.cause,
    problem = excluded.problem,
    working = excluded.working,
    counted_from = excluded.counted_from,
    answered_at = excluded.answered_at,
    delivered_at = excluded.delivered_at;

-- name: get^
SELECT * FROM current_tickets WHERE id = :id;

-- name: live_of
SELECT * FROM current_tickets WHERE customer_id = :customer_id AND status <> 'closed' ORDER BY id;

-- name: recent_of
SELECT * FROM current_tickets WHERE customer_id = :customer_id ORDER BY id DESC LIMIT :limit;

-- name: last_closed^
SELECT * FROM current_tickets
WHERE customer_id = :customer_id AND status = 'closed' AND closed_at >= :since
ORDER BY closed_at DESC, id DESC
LIMIT 1;

-- name: slot_holder^
SELECT * FROM current_tickets
WHERE customer_id = :customer_id AND organisation_id = :organisation_id
    AND status IN ('open', 'waiting', 'resolved');

-- name: line
SELECT * FROM current_tickets
WHERE customer_id = :customer_id AND organisation_id = :organisation_id
    AND status <> 'closed' AND status = 'queued'
ORDER BY front DESC, received_at, id;

-- name: of_organisation
SELECT * FROM current_tickets WHERE organisation_id = :organisation_id ORDER BY id DESC LIMIT :limit;

-- name: held_by
SELECT * FROM current_tickets
WHERE engineer_id = :engineer_id AND status <> 'closed'
ORDER BY (answer_due IS NULL), answer_due, received_at, id;

-- name: queue
SELECT * FROM current_tickets
WHERE status = 'open' OR answer_due IS NOT NULL
ORDER BY (answer_due IS NULL), answer_due, received_at, id
LIMIT :limit;

-- name: awaiting_lead
SELECT * FROM current_tickets WHERE status = 'awaiting_lead' ORDER BY received_at, id LIMIT :limit;

-- name: cycles
SELECT * FROM answer_cycles WHERE ticket_id = :ticket_id ORDER BY n;
