ALTER TYPE mood RENAME VALUE 'ok' TO 'fine'; -- expect: LR303
-- squawk: require-lock-timeout require-statement-timeout: it locks no table
