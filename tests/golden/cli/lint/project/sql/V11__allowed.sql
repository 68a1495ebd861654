-- lockstep:allow drop-column no release since 41 names it
ALTER TABLE carts DROP COLUMN code;
