-- Letters. "Unsent" is waiting or sending; `head` marks the first unsent letter of a lane, so that finding what may
-- go now does not depend on how much waits behind it.

-- name: post!
-- A waiting letter with the same merge key is replaced where it stands; the sooner time stays. What stands far back in
-- a long lane lets others' letters pass: a flood of one person's is no wait for everybody else.
INSERT INTO outbox (
    lane, ord, head, channel, target, urgency, rank, kind, payload, ticket_id, customer_id,
    merge_key, answers_at, tag, created_at, not_before
) VALUES (
    :lane,
    coalesce((SELECT max(ord) FROM outbox WHERE lane = :lane AND state IN ('waiting', 'sending')), 0) + 1,
    CASE
        WHEN :alone = 1 THEN 1
        WHEN EXISTS (SELECT 1 FROM outbox WHERE lane = :lane AND state IN ('waiting', 'sending')) THEN 0
        ELSE 1
    END,
    :channel, :target, :urgency,
    :rank + coalesce((
        SELECT (count(*) - :patience) * :turn FROM outbox
        WHERE lane = :lane AND state IN ('waiting', 'sending')
        GROUP BY lane HAVING count(*) > :patience
    ), 0),
    :kind, :payload, :ticket_id, :customer_id,
    :merge_key, :answers_at, :tag, :created_at, :not_before
)
ON CONFLICT (merge_key) WHERE merge_key <> '' AND state = 'waiting' DO UPDATE SET
    kind = excluded.kind,
    payload = excluded.payload,
    answers_at = excluded.answers_at,
    tag = excluded.tag,
    not_before = CASE
        WHEN excluded.not_before < outbox.not_before THEN excluded.not_before
        ELSE outbox.not_before
    END;

-- name: waiting^
SELECT id, kind, payload FROM outbox
WHERE merge_key = :merge_key AND merge_key <> '' AND state = 'waiting';

-- name: extend!
UPDATE outbox SET payload = :payload, not_before = :not_before WHERE id = :id;

-- name: answer_pending$
SELECT 1 FROM outbox
WHERE ticket_id = :ticket_id AND answers_at IS NOT NULL AND answers_at <= :until
    AND state IN ('waiting', 'sending')
LIMIT 1;

-- name: unsent_in$
SELECT count(*) FROM outbox WHERE lane = :lane AND state IN ('waiting', 'sending');

-- name: homeless^
-- Tickets whose card is not in the group yet, and what the group has to read before the last of them has its own.
SELECT
    count(*) FILTER (WHERE kind = :card) AS tickets,
    count(*) AS letters,
    min(created_at) FILTER (WHERE kind = :card) AS since
FROM outbox
WHERE target = 'group' AND urgency <= :urgency AND state IN ('waiting', 'sending');

-- name: void_tag!
UPDATE outbox SET state = 'void', head = 0
WHERE lane = :lane AND tag = :tag AND tag <> '' AND state IN ('waiting', 'sending') AND state = 'waiting';

-- name: promote!
-- The first unsent letter of the lane is its head.
UPDATE outbox SET head = 1
WHERE id = (
    SELECT id FROM outbox
    WHERE lane = :lane AND state IN ('waiting', 'sending')
    ORDER BY ord
    LIMIT 1
);

-- name: promote_after!
-- The same, for the lane of a letter.
UPDATE outbox SET head = 1
WHERE id = (
    SELECT id FROM outbox
    WHERE lane = (SELECT lane FROM outbox WHERE id = :id) AND state IN ('waiting', 'sending')
    ORDER BY ord
    LIMIT 1
);

-- name: step_back!
-- Whoever stands in the lane at or after this letter makes room before it.
UPDATE outbox SET
    ord = ord + 1,
    head = CASE WHEN lane = 'mail' THEN 1 ELSE 0 END,
    state = CASE WHEN id = :id THEN 'waiting' ELSE state END
WHERE state IN ('waiting', 'sending')
    AND lane = (SELECT lane FROM outbox WHERE id = :id)
    AND ord >= (SELECT ord FROM outbox WHERE id = :id);

-- name: post_ahead!
INSERT INTO outbox (
    lane, ord, head, channel, target, urgency, rank, kind, payload, ticket_id, customer_id,
    merge_key, answers_at, tag, created_at, not_before
)
SELECT
    lane, ord - 1, 0, channel, target, :urgency, :rank, :kind, :payload, :ticket_id, :customer_id,
    '', :answers_at, :tag, :created_at, :created_at
FROM outbox
WHERE id = :id;

-- name: heads
-- Of each target its own first ones: what waits for one chat's limits hides nobody else's letters.
SELECT * FROM outbox
WHERE id IN (
    SELECT id FROM (
        SELECT id FROM outbox
        WHERE head = 1 AND state = 'waiting' AND target = 'person' AND not_before <= :now
        ORDER BY rank, not_before, id LIMIT :limit
    ) AS to_person
    UNION ALL
    SELECT id FROM (
        SELECT id FROM outbox
        WHERE head = 1 AND state = 'waiting' AND target = 'group' AND not_before <= :now
        ORDER BY rank, not_before, id LIMIT :limit
    ) AS to_group
    UNION ALL
    SELECT id FROM (
        SELECT id FROM outbox
        WHERE head = 1 AND state = 'waiting' AND target = 'mail' AND not_before <= :now
        ORDER BY rank, not_before, id LIMIT :limit
    ) AS to_mail
    UNION ALL
    SELECT id FROM (
        SELECT id FROM outbox
        WHERE head = 1 AND state = 'waiting' AND target = 'mark' AND not_before <= :now
        ORDER BY rank, not_before, id LIMIT :limit
    ) AS to_mark
)
ORDER BY rank, id;

-- name: next_time$
SELECT min(not_before) FROM outbox WHERE head = 1 AND state = 'waiting' AND not_before > :now;

-- name: take
UPDATE outbox SET state = 'sending'
WHERE id IN (SELECT value FROM json_each(:ids)) AND head = 1 AND state = 'waiting'
RETURNING *;

-- name: begin$
UPDATE outbox SET state = 'sending' WHERE id = :id AND state IN ('waiting', 'sending') RETURNING id;

-- name: sent!
UPDATE outbox SET
    state = 'sent', head = 0, error = '',
    sent_at = :sent_at, sent_chat = :chat_id, sent_message = :message_id, writes = :writes
WHERE id = :id;

-- name: settle!
UPDATE outbox SET state = 'sent', head = 0 WHERE id = :id AND state = 'sending';

-- name: unmerge!
-- A letter that goes back to waiting leaves its merge key to the newer one that waits under it.
UPDATE outbox SET merge_key = ''
WHERE id = :id AND EXISTS (
    SELECT 1 FROM outbox AS newer
    WHERE newer.merge_key = outbox.merge_key AND newer.merge_key <> '' AND newer.state = 'waiting'
        AND newer.id <> outbox.id
);

-- name: retry!
UPDATE outbox SET state = 'waiting', attempts = attempts + 1, not_before = :not_before, error = :error
WHERE id = :id AND state IN ('waiting', 'sending');

-- name: give_up!
UPDATE outbox SET state = 'given_up', head = 0, error = :error WHERE id = :id AND state IN ('waiting', 'sending');

-- name: interrupted
SELECT id FROM outbox WHERE state = 'sending' ORDER BY id;

-- name: find_tag^
SELECT sent_chat, sent_message FROM outbox
WHERE lane = :lane AND tag = :tag AND tag <> '' AND sent_message IS NOT NULL
ORDER BY id DESC
LIMIT 1;

-- name: recent_writes
-- What made no message (a topic that was closed) was written in the engineers' group.
SELECT * FROM (
    SELECT
        coalesce(sent_chat, (SELECT chat_id FROM chats WHERE kind = 'engineers')) AS chat_id,
        sent_at,
        writes
    FROM outbox
    WHERE sent_at IS NOT NULL AND sent_at >= :since AND writes > 0
) AS recent
WHERE chat_id IS NOT NULL
ORDER BY sent_at;

-- name: counts
SELECT urgency, count(*) AS waiting, min(created_at) AS oldest
FROM outbox
WHERE state IN ('waiting', 'sending')
GROUP BY urgency
ORDER BY urgency;
