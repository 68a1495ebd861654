+ sequence public.numbers

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_sequence public.numbers
--              comment public.numbers
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON SEQUENCE public.numbers IS NULL;
--   DROP SEQUENCE public.numbers;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE SEQUENCE public.numbers AS integer START WITH 10 INCREMENT BY 2 MINVALUE 2 MAXVALUE 1000 CACHE 5 CYCLE;

COMMENT ON SEQUENCE public.numbers IS 'for invoices';

COMMIT;

