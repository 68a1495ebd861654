TRUNCATE a, b; -- expect: LR104
