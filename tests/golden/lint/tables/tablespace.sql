ALTER TABLE orders SET TABLESPACE fast; -- expect: LR231
