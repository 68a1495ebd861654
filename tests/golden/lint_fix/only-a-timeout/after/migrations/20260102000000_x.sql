SET lock_timeout = '3s';
ALTER TABLE o ADD COLUMN m int;
