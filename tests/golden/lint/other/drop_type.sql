DROP TYPE mood; -- expect: LR304
