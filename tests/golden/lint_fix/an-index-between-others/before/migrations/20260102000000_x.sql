ALTER TABLE o ADD COLUMN m int;

-- Sought by m.
CREATE INDEX o_m ON o (m);

COMMENT ON COLUMN o.m IS 'm';
