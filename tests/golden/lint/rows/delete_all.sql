DELETE FROM orders; -- expect: LR106
