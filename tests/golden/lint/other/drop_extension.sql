DROP EXTENSION citext; -- expect: LR304
-- squawk: require-lock-timeout require-statement-timeout: it locks no table
