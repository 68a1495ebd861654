BEGIN;
VACUUM orders; -- expect: LR502
-- squawk: require-lock-timeout require-statement-timeout: neither reads nor writes wait behind its weak lock
COMMIT;
