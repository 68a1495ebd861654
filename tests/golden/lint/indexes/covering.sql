CREATE INDEX t_note_idx ON orders (note) INCLUDE (amount); -- expect: LR221
