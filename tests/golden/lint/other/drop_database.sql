DROP DATABASE shop; -- expect: LR103
-- squawk: require-lock-timeout require-statement-timeout: it locks no table
