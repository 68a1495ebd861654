TRUNCATE orders; -- expect: LR104
