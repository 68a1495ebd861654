ALTER TYPE mood RENAME TO feeling; -- expect: LR303
-- squawk: require-lock-timeout require-statement-timeout: it locks no table
