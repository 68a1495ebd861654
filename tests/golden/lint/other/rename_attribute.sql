ALTER TYPE address RENAME ATTRIBUTE street TO road; -- expect: LR301
-- squawk: require-lock-timeout require-statement-timeout: it locks no table
