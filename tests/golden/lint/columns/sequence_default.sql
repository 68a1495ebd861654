ALTER TABLE orders ADD COLUMN num bigint DEFAULT nextval('numbers'); -- expect: LR201
