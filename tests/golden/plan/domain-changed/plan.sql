~ domain public.a: default (none) -> 2; not_null false -> true; comment (none) -> second
~ domain public.b: default 1 -> 2; not_null true -> false; comment first -> second
+ domain check public.a.a_check
+ domain check public.b.new
~ domain check public.b.odd: comment (none) -> odd
! domain check public.b.positive: expression (VALUE > 0) -> (VALUE > 1); comment first -> (none)
~ domain check public.b.small: not_valid true -> false; comment first -> second
refused without --allow blocks_writes: ALTER DOMAIN public.a SET NOT NULL
refused without --allow blocks_writes: ALTER DOMAIN public.a VALIDATE CONSTRAINT a_check
refused without --allow blocks_writes: ALTER DOMAIN public.b VALIDATE CONSTRAINT positive
refused without --allow blocks_writes: ALTER DOMAIN public.b VALIDATE CONSTRAINT small

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      alter_domain public.a
--              alter_domain public.b
--              add_domain_check public.b.new
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER DOMAIN public.b DROP CONSTRAINT new;
--   ALTER DOMAIN public.b SET NOT NULL;
--   ALTER DOMAIN public.b SET DEFAULT 1;
--   ALTER DOMAIN public.a DROP DEFAULT;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER DOMAIN public.a SET DEFAULT 2;

ALTER DOMAIN public.b SET DEFAULT 2;

ALTER DOMAIN public.b DROP NOT NULL;

ALTER DOMAIN public.b ADD CONSTRAINT new CHECK (VALUE < 100) NOT VALID;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      domain_not_null public.a
-- hazards      accepted: LS203 blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   ALTER DOMAIN public.a DROP NOT NULL;

SET lock_timeout = '3s';
SET statement_timeout = 0;

ALTER DOMAIN public.a SET NOT NULL;

==> 20260101000002_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      add_domain_check public.a.a_check
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER DOMAIN public.a DROP CONSTRAINT a_check;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER DOMAIN public.a ADD CONSTRAINT a_check CHECK (VALUE > 0) NOT VALID;

COMMIT;

==> 20260101000003_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      comment public.a
--              comment public.b
--              comment public.b.new
--              comment public.b.odd
--              drop_domain_check public.b.positive
--              add_domain_check public.b.positive
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1 and 2 of 3.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER DOMAIN public.b DROP CONSTRAINT positive;
--   ALTER DOMAIN public.b ADD CONSTRAINT positive CHECK (VALUE > 0) NOT VALID;
--   COMMIT;
--   BEGIN;
--   COMMENT ON CONSTRAINT odd ON DOMAIN public.b IS NULL;
--   COMMENT ON CONSTRAINT new ON DOMAIN public.b IS NULL;
--   COMMENT ON DOMAIN public.b IS 'first';
--   COMMIT;
--   COMMENT ON DOMAIN public.a IS NULL;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON DOMAIN public.a IS 'second';

BEGIN;
COMMENT ON DOMAIN public.b IS 'second';
COMMENT ON CONSTRAINT new ON DOMAIN public.b IS 'new';
COMMENT ON CONSTRAINT odd ON DOMAIN public.b IS 'odd';
COMMIT;

BEGIN;
ALTER DOMAIN public.b DROP CONSTRAINT positive;
ALTER DOMAIN public.b ADD CONSTRAINT positive CHECK (VALUE > 1) NOT VALID;
COMMIT;

==> 20260101000004_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_domain_check public.a.a_check
--              validate_domain_check public.b.positive
--              validate_domain_check public.b.small
--              comment public.b.small
-- hazards      accepted: LS203 blocks_writes
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   COMMENT ON CONSTRAINT small ON DOMAIN public.b IS 'first';
--   -- can not be undone: ALTER DOMAIN public.b VALIDATE CONSTRAINT small
--   -- can not be undone: ALTER DOMAIN public.b VALIDATE CONSTRAINT positive
--   -- can not be undone: ALTER DOMAIN public.a VALIDATE CONSTRAINT a_check

SET lock_timeout = '3s';
SET statement_timeout = 0;

ALTER DOMAIN public.a VALIDATE CONSTRAINT a_check;

-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.t WHERE NOT (x > 1) LIMIT 5;
ALTER DOMAIN public.b VALIDATE CONSTRAINT positive;

-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.t WHERE NOT (x < 10) LIMIT 5;
ALTER DOMAIN public.b VALIDATE CONSTRAINT small;

SET statement_timeout = '15s';

COMMENT ON CONSTRAINT small ON DOMAIN public.b IS 'second';

