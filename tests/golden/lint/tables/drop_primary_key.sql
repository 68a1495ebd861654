ALTER TABLE orders DROP CONSTRAINT orders_pkey; -- expect: LR307
