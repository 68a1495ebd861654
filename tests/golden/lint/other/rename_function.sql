ALTER FUNCTION f(int) RENAME TO g; -- expect: LR303
