~ exclusion public.stays.bare: with (none) -> fillfactor=70; comment (none) -> one guest only
~ exclusion public.stays.changed: with fillfactor=80 -> fillfactor=60; comment one guest -> each guest once

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
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   COMMENT ON CONSTRAINT changed ON public.stays IS 'one guest';
--   -- can not be undone: ALTER INDEX public.changed SET (fillfactor = 60)
--   COMMENT ON CONSTRAINT bare ON public.stays IS NULL;
--   -- can not be undone: ALTER INDEX public.bare SET (fillfactor = 70)

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER INDEX public.bare SET (fillfactor = 70);

COMMENT ON CONSTRAINT bare ON public.stays IS 'one guest only';

ALTER INDEX public.changed SET (fillfactor = 60);

COMMENT ON CONSTRAINT changed ON public.stays IS 'each guest once';

