ALTER TYPE mood RENAME TO feeling; -- expect: LR303
