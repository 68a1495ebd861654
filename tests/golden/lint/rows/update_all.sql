UPDATE orders SET amount = 0; -- expect: LR107
