DROP VIEW open_orders; -- expect: LR304
