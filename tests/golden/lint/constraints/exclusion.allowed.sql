BEGIN;
-- lockstep:allow LR214 release 41 made sure
ALTER TABLE orders ADD CONSTRAINT apart EXCLUDE USING gist (note WITH =);
COMMIT;
BEGIN;
ALTER TABLE orders ADD CONSTRAINT apart EXCLUDE USING gist (note WITH =); -- expect: LR214
COMMIT;
