BEGIN;
ALTER TABLE b ALTER COLUMN n SET STATISTICS 10;
-- squawk: require-lock-timeout require-statement-timeout: neither reads nor writes wait behind its weak lock
ALTER TABLE a ADD COLUMN m int;
COMMIT;
