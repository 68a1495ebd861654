ALTER VIEW open_orders RENAME TO orders_open; -- expect: LR302
