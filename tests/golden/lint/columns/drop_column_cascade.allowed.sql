-- lockstep:allow LR102,LR105 release 41 made sure
ALTER TABLE orders DROP COLUMN note CASCADE;
ALTER TABLE orders DROP COLUMN note CASCADE; -- expect: LR102 LR105
