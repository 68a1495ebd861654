~ table public.b: inherits (none) -> public.q
~ table public.c: inherits public.p -> public.q
- table public.d
+ table public.e (with 1 part)
refused without --allow breaks_old_code: ALTER TABLE public.c NO INHERIT public.p

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.e
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TABLE public.e;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.e (
  more integer
) INHERITS (public.p, public.q);

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      inherit public.b
--              no_inherit public.c
--              inherit public.c
-- locks        public.b  ACCESS EXCLUSIVE        catalog only
--              public.c  ACCESS EXCLUSIVE        catalog only
--              public.q  SHARE UPDATE EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.c NO INHERIT public.q;
--   ALTER TABLE public.c INHERIT public.p;
--   ALTER TABLE public.b NO INHERIT public.q;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.b ACCESS EXCLUSIVE, public.q SHARE UPDATE EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.b IN ACCESS EXCLUSIVE MODE;
LOCK TABLE public.q IN SHARE UPDATE EXCLUSIVE MODE;
ALTER TABLE public.b INHERIT public.q;
COMMIT;

-- locks: public.c ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.c NO INHERIT public.p;

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.q SHARE UPDATE EXCLUSIVE, public.c ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.q IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE public.c IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.c INHERIT public.q;
COMMIT;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_table public.d
-- locks        public.d  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.d ACCESS EXCLUSIVE; catalog only
DROP TABLE public.d;

