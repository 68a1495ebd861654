BEGIN;
-- lockstep:allow LR231 release 41 made sure
ALTER TABLE orders SET TABLESPACE fast;
COMMIT;
BEGIN;
ALTER TABLE orders SET TABLESPACE fast; -- expect: LR231
COMMIT;
