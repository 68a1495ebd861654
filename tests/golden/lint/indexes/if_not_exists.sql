CREATE INDEX IF NOT EXISTS t_note_idx ON orders (note); -- expect: LR221
