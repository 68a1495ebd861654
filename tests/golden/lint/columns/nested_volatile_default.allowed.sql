BEGIN;
-- lockstep:allow LR201 release 41 made sure
ALTER TABLE orders ADD COLUMN tag text DEFAULT upper(left(gen_random_uuid()::text, 8));
COMMIT;
BEGIN;
ALTER TABLE orders ADD COLUMN tag text DEFAULT upper(left(gen_random_uuid()::text, 8)); -- expect: LR201
COMMIT;
