ALTER TABLE carts ALTER COLUMN code TYPE varchar(20);
ALTER TABLE carts
  ADD COLUMN token uuid DEFAULT gen_random_uuid();
