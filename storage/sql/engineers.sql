-- name: get^
SELECT * FROM engineers WHERE id = :id;

-- name: present
SELECT * FROM engineers WHERE member = 1 ORDER BY id;

-- name: put!
INSERT INTO engineers (id, name, member, language) VALUES (:id, :name, :member, :language)
ON CONFLICT (id) DO UPDATE SET
    name = excluded.name,
    member = excluded.member,
    language = excluded.language;
