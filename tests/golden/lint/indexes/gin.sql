CREATE INDEX t_note_idx ON orders USING gin (to_tsvector('simple', note)); -- expect: LR221
