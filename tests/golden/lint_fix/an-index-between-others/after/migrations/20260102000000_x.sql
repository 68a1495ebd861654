BEGIN;
SET LOCAL lock_timeout = '3s';
ALTER TABLE o ADD COLUMN m int;

COMMENT ON COLUMN o.m IS 'm';
COMMIT;

-- Sought by m.
CREATE INDEX CONCURRENTLY o_m ON o (m);
