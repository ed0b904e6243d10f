-- R1: categories of problems; SEMANTICS, Hours: what a deadline was counted in, and from when.

ALTER TABLE tickets ADD COLUMN problem TEXT NOT NULL DEFAULT ''; -- the policy's key; empty: none
ALTER TABLE answer_cycles ADD COLUMN problem TEXT NOT NULL DEFAULT ''; -- whose time it is, where it was the shorter
ALTER TABLE answer_cycles ADD COLUMN working INTEGER NOT NULL DEFAULT 0 CHECK (working IN (0, 1));
ALTER TABLE answer_cycles ADD COLUMN counted_from INTEGER; -- none: from the start of the cycle

DROP VIEW current_tickets;

CREATE VIEW current_tickets AS
SELECT
    tickets.*,
    cycles.started_at AS cycle_started_at,
    cycles.due_at AS cycle_due_at,
    cycles.category AS cycle_category,
    cycles.evidence AS cycle_evidence,
    cycles.limit_seconds AS cycle_limit_seconds,
    cycles.cause AS cycle_cause,
    cycles.problem AS cycle_problem,
    cycles.working AS cycle_working,
    cycles.counted_from AS cycle_counted_from,
    cycles.answered_at AS cycle_answered_at,
    cycles.delivered_at AS cycle_delivered_at
FROM tickets
LEFT JOIN answer_cycles AS cycles ON cycles.ticket_id = tickets.id AND cycles.n = tickets.cycle;
