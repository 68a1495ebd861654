BEGIN;
-- lockstep:allow LR107 release 41 made sure
UPDATE orders SET note = upper(note);
COMMIT;
BEGIN;
UPDATE orders SET note = upper(note); -- expect: LR107
COMMIT;
