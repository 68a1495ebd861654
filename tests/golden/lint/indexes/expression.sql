CREATE INDEX t_note_idx ON orders (lower(note)); -- expect: LR221
