-- lockstep:allow LR236 release 41 made sure
ALTER TABLE orders DISABLE TRIGGER USER;
ALTER TABLE orders DISABLE TRIGGER USER; -- expect: LR236
