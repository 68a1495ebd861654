ALTER SCHEMA shop RENAME TO store; -- expect: LR303
