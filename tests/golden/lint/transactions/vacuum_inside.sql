BEGIN;
VACUUM orders; -- expect: LR502
COMMIT;
