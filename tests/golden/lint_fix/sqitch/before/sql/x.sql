-- Deploy x

BEGIN;

CREATE TABLE n (id bigint PRIMARY KEY);
ALTER TABLE o ADD COLUMN n bigint REFERENCES n (id);
CREATE INDEX o_n ON o (n);

COMMIT;
