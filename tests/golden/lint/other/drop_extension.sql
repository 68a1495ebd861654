DROP EXTENSION citext; -- expect: LR304
