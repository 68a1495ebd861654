ALTER TABLE orders ADD CONSTRAINT note_key UNIQUE (note); -- expect: LR213
