-- lockstep:allow LR102 release 41 made sure
ALTER TABLE IF EXISTS orders DROP COLUMN IF EXISTS note;
ALTER TABLE IF EXISTS orders DROP COLUMN IF EXISTS note; -- expect: LR102
