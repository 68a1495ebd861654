BEGIN;
-- lockstep:allow LR221,LR225 release 41 made sure
CREATE INDEX ON orders (note);
COMMIT;
BEGIN;
CREATE INDEX ON orders (note); -- expect: LR221 LR225
COMMIT;
