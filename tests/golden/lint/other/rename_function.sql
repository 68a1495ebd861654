ALTER FUNCTION f(int) RENAME TO g; -- expect: LR303
-- squawk: require-lock-timeout require-statement-timeout: it locks no table
