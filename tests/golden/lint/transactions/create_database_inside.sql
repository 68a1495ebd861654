BEGIN;
CREATE DATABASE shop; -- expect: LR502
-- squawk: require-lock-timeout require-statement-timeout: it locks no table
COMMIT;
