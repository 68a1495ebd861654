~ sequence public.bare: type smallint -> (none); start 7 -> (none); increment 2 -> (none); min_value 3 -> (none); max_value 999 -> (none); cache 10 -> (none); cycle true -> false; comment odd ones -> (none)
~ sequence public.moved: type smallint -> integer; start 50 -> 100; increment 10 -> 5; min_value 20 -> 10; max_value 900 -> 1000; cache 30 -> 20; comment by tens -> by fives

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      alter_sequence public.bare
--              comment public.bare
--              alter_sequence public.moved
--              comment public.moved
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   COMMENT ON SEQUENCE public.moved IS 'by tens';
--   ALTER SEQUENCE public.moved AS smallint INCREMENT BY 10 MINVALUE 20 MAXVALUE 900 START WITH 50 CACHE 30;
--   COMMIT;
--   BEGIN;
--   COMMENT ON SEQUENCE public.bare IS 'odd ones';
--   ALTER SEQUENCE public.bare AS smallint INCREMENT BY 2 MINVALUE 3 MAXVALUE 999 START WITH 7 CACHE 10 CYCLE;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

BEGIN;
ALTER SEQUENCE public.bare AS bigint INCREMENT BY 1 NO MINVALUE NO MAXVALUE START WITH 1 CACHE 1 NO CYCLE;
COMMENT ON SEQUENCE public.bare IS NULL;
COMMIT;

BEGIN;
ALTER SEQUENCE public.moved AS integer INCREMENT BY 5 MINVALUE 10 MAXVALUE 1000 START WITH 100 CACHE 20;
COMMENT ON SEQUENCE public.moved IS 'by fives';
COMMIT;

