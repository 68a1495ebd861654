CREATE INDEX t_note_idx ON orders (note); -- expect: LR221
