-- lockstep:allow LR201 release 41 made sure
ALTER TABLE orders ADD COLUMN tag text DEFAULT make_tag();
ALTER TABLE orders ADD COLUMN tag text DEFAULT make_tag(); -- expect: LR201
