DROP INDEX i; -- expect: LR222
