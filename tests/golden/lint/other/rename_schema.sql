ALTER SCHEMA shop RENAME TO store; -- expect: LR303
-- squawk: require-lock-timeout require-statement-timeout: it locks no table
