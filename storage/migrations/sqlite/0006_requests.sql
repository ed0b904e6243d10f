-- What went by e-mail cannot be taken back.

ALTER TABLE utterances ADD COLUMN mailed_at INTEGER;
