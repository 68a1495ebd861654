-- lockstep:allow LR201 release 41 made sure
ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();
ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid(); -- expect: LR201
