-- Statements on a table that this file makes are harmless, the same on one that was there are not.
CREATE TABLE carts (id bigint PRIMARY KEY, buyer bigint);
CREATE INDEX carts_buyer_idx ON carts (buyer);
ALTER TABLE carts ADD CONSTRAINT carts_buyer_check CHECK (buyer > 0);
ALTER TABLE carts ALTER COLUMN buyer SET NOT NULL;
CREATE INDEX orders_buyer_idx ON orders (buyer); -- expect: LR221
