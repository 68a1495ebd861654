-- lockstep.sum has this file without the second statement.
ALTER TABLE t ADD COLUMN note text; -- expect: LR701
ALTER TABLE t ADD COLUMN kept text;
