BEGIN;
-- lockstep:allow LR206 release 41 made sure
ALTER TABLE orders ALTER COLUMN note TYPE jsonb USING note::jsonb;
COMMIT;
BEGIN;
ALTER TABLE orders ALTER COLUMN note TYPE jsonb USING note::jsonb; -- expect: LR206
COMMIT;
