ALTER TYPE address RENAME ATTRIBUTE street TO road; -- expect: LR301
