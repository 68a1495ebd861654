~ exclusion public.stays.bare: with fillfactor=70 -> (none); comment one guest only -> (none)
~ exclusion public.stays.changed: with fillfactor=60 -> fillfactor=80; comment each guest once -> one guest

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_index_storage public.stays.bare
--              comment public.stays.bare
--              set_index_storage public.stays.changed
--              comment public.stays.changed
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 3 and 4 of 4.
-- to go back   run these, in this order:
--   COMMENT ON CONSTRAINT changed ON public.stays IS 'each guest once';
--   -- can not be undone: ALTER INDEX public.changed SET (fillfactor = 80)
--   COMMENT ON CONSTRAINT bare ON public.stays IS 'one guest only';
--   -- can not be undone: ALTER INDEX public.bare RESET (fillfactor)

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER INDEX public.bare RESET (fillfactor);

COMMENT ON CONSTRAINT bare ON public.stays IS NULL;

ALTER INDEX public.changed SET (fillfactor = 80);

COMMENT ON CONSTRAINT changed ON public.stays IS 'one guest';

