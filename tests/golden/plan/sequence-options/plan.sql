~ sequence public.bare: type (none) -> smallint; start (none) -> 7; increment (none) -> 2; min_value (none) -> 3; max_value (none) -> 999; cache (none) -> 10; cycle false -> true; comment (none) -> odd ones
~ sequence public.moved: type integer -> smallint; start 100 -> 50; increment 5 -> 10; min_value 10 -> 20; max_value 1000 -> 900; cache 20 -> 30; comment by fives -> by tens

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      advance_sequence public.bare
--              alter_sequence public.bare
--              comment public.bare
--              advance_sequence public.moved
--              alter_sequence public.moved
--              comment public.moved
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   COMMENT ON SEQUENCE public.moved IS 'by fives';
--   ALTER SEQUENCE public.moved AS integer INCREMENT BY 5 MINVALUE 10 MAXVALUE 1000 START WITH 100 CACHE 20;
--   COMMIT;
--   -- can not be undone: SELECT setval('public.moved', 20, false) FROM public.moved WHERE last_value < 20
--   BEGIN;
--   COMMENT ON SEQUENCE public.bare IS NULL;
--   ALTER SEQUENCE public.bare AS bigint INCREMENT BY 1 NO MINVALUE NO MAXVALUE START WITH 1 CACHE 1 NO CYCLE;
--   COMMIT;
--   -- can not be undone: SELECT setval('public.bare', 3, false) FROM public.bare WHERE last_value < 3

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Where it stands outside of its new range, it goes on at 3.
SELECT setval('public.bare', 3, false) FROM public.bare WHERE last_value < 3;

BEGIN;
ALTER SEQUENCE public.bare AS smallint INCREMENT BY 2 MINVALUE 3 MAXVALUE 999 START WITH 7 CACHE 10 CYCLE;
COMMENT ON SEQUENCE public.bare IS 'odd ones';
COMMIT;

-- Where it stands outside of its new range, it goes on at 20.
SELECT setval('public.moved', 20, false) FROM public.moved WHERE last_value < 20;

BEGIN;
ALTER SEQUENCE public.moved AS smallint INCREMENT BY 10 MINVALUE 20 MAXVALUE 900 START WITH 50 CACHE 30;
COMMENT ON SEQUENCE public.moved IS 'by tens';
COMMIT;

