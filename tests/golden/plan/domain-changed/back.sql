~ domain public.a: default 2 -> (none); not_null true -> false; comment second -> (none)
~ domain public.b: default 2 -> 1; not_null false -> true; comment second -> first
- domain check public.a.a_check
- domain check public.b.new
~ domain check public.b.odd: comment odd -> (none)
! domain check public.b.positive: expression (VALUE > 1) -> (VALUE > 0); comment (none) -> first
! domain check public.b.small: not_valid false -> true; comment second -> first
refused without --allow blocks_writes: ALTER DOMAIN public.b SET NOT NULL
refused without --allow blocks_writes: ALTER DOMAIN public.b VALIDATE CONSTRAINT positive

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      alter_domain public.a
--              alter_domain public.b
--              drop_domain_check public.a.a_check
--              drop_domain_check public.b.new
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER DOMAIN public.b ADD CONSTRAINT new CHECK (VALUE < 100) NOT VALID;
--   ALTER DOMAIN public.a ADD CONSTRAINT a_check CHECK (VALUE > 0) NOT VALID;
--   ALTER DOMAIN public.b SET DEFAULT 2;
--   ALTER DOMAIN public.a SET NOT NULL;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER DOMAIN public.a DROP NOT NULL;

ALTER DOMAIN public.b SET DEFAULT 1;

ALTER DOMAIN public.a DROP CONSTRAINT a_check;

ALTER DOMAIN public.b DROP CONSTRAINT new;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      comment public.a
--              domain_not_null public.b
--              comment public.b
--              comment public.b.odd
--              drop_domain_check public.b.positive
--              add_domain_check public.b.positive
--              drop_domain_check public.b.small
--              add_domain_check public.b.small
--              comment public.b.small
-- hazards      accepted: LS203 blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1, 2, 3 and 6 of 6.
-- to go back   run these, in this order:
--   COMMENT ON CONSTRAINT small ON DOMAIN public.b IS NULL;
--   BEGIN;
--   ALTER DOMAIN public.b DROP CONSTRAINT small;
--   ALTER DOMAIN public.b ADD CONSTRAINT small CHECK (VALUE < 10) NOT VALID;
--   COMMIT;
--   BEGIN;
--   ALTER DOMAIN public.b DROP CONSTRAINT positive;
--   ALTER DOMAIN public.b ADD CONSTRAINT positive CHECK (VALUE > 1) NOT VALID;
--   COMMIT;
--   BEGIN;
--   COMMENT ON CONSTRAINT odd ON DOMAIN public.b IS 'odd';
--   COMMENT ON DOMAIN public.b IS 'second';
--   COMMIT;
--   ALTER DOMAIN public.b DROP NOT NULL;
--   COMMENT ON DOMAIN public.a IS 'second';

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON DOMAIN public.a IS NULL;

SET statement_timeout = 0;

-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.t WHERE NOT (x IS NOT NULL) LIMIT 5;
ALTER DOMAIN public.b SET NOT NULL;

SET statement_timeout = '15s';

BEGIN;
COMMENT ON DOMAIN public.b IS 'first';
COMMENT ON CONSTRAINT odd ON DOMAIN public.b IS NULL;
COMMIT;

BEGIN;
ALTER DOMAIN public.b DROP CONSTRAINT positive;
ALTER DOMAIN public.b ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID;
COMMIT;

BEGIN;
ALTER DOMAIN public.b DROP CONSTRAINT small;
ALTER DOMAIN public.b ADD CONSTRAINT small CHECK (VALUE < 10) NOT VALID;
COMMIT;

COMMENT ON CONSTRAINT small ON DOMAIN public.b IS 'first';

==> 20260101000002_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_domain_check public.b.positive
--              comment public.b.positive
-- hazards      accepted: LS203 blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   COMMENT ON CONSTRAINT positive ON DOMAIN public.b IS NULL;
--   -- can not be undone: ALTER DOMAIN public.b VALIDATE CONSTRAINT positive

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.t WHERE NOT (x > 0) LIMIT 5;
ALTER DOMAIN public.b VALIDATE CONSTRAINT positive;

SET statement_timeout = '15s';

COMMENT ON CONSTRAINT positive ON DOMAIN public.b IS 'first';

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_domain_default public.a
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER DOMAIN public.a SET DEFAULT 2;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER DOMAIN public.a DROP DEFAULT;

COMMIT;

