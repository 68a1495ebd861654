DROP SCHEMA shop; -- expect: LR103
