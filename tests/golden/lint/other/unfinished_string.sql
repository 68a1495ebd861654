SELECT 'abc; -- expect: LR001
