CREATE INDEX t_note_idx ON orders (note) WHERE amount > 0; -- expect: LR221
