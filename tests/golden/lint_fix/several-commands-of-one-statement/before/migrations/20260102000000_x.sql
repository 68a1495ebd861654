SET lock_timeout = '1s';
ALTER TABLE o
  ADD COLUMN m int,
  ADD CHECK (n > 0),
  ALTER COLUMN n SET NOT NULL;
