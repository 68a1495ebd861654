~ sequence public.a: cache (none) -> 5; unlogged true -> false
~ sequence public.b: unlogged false -> true
+ sequence public.c
- sequence public.d

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_sequence public.c
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP SEQUENCE public.c;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE UNLOGGED SEQUENCE public.c;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      alter_sequence public.a
--              set_sequence_logged public.a
--              set_sequence_logged public.b
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2 and 3 of 3.
-- to go back   run these, in this order:
--   ALTER SEQUENCE public.b SET LOGGED;
--   ALTER SEQUENCE public.a SET UNLOGGED;
--   ALTER SEQUENCE public.a CACHE 1;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER SEQUENCE public.a CACHE 5;

ALTER SEQUENCE public.a SET LOGGED;

ALTER SEQUENCE public.b SET UNLOGGED;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_sequence public.d
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

DROP SEQUENCE public.d;

