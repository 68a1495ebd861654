-- Deploy x

BEGIN;

CREATE TABLE n (id bigint PRIMARY KEY);
SET LOCAL lock_timeout = '3s';
ALTER TABLE o ADD COLUMN n bigint REFERENCES n (id);
COMMIT;

CREATE INDEX CONCURRENTLY o_n ON o (n);
