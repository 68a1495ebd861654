DROP FUNCTION f(int); -- expect: LR304
