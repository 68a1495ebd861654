-- levels: no-schema=note several-strong-locks=off
DROP TABLE orders, shop.carts; -- expect: LR101 LR610
DROP INDEX orders_idx; -- expect: LR222 LR610
ALTER TABLE people RENAME TO persons; -- expect: LR302 LR610
ALTER TABLE shop.people RENAME TO persons; -- expect: LR302
ALTER TABLE persons SET SCHEMA shop; -- expect: LR306 LR610
