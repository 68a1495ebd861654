~ index public.orders.orders_id_idx: comment (none) -> by number
~ index public.orders.orders_note_idx: with fillfactor=80 -> fillfactor=70, deduplicate_items=false; comment for search -> for the search page

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      comment public.orders.orders_id_idx
--              set_index_storage public.orders.orders_note_idx
--              comment public.orders.orders_note_idx
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   BEGIN;
--   COMMENT ON INDEX public.orders_note_idx IS 'for search';
--   ALTER INDEX public.orders_note_idx SET (fillfactor = 80);
--   COMMENT ON INDEX public.orders_id_idx IS NULL;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

BEGIN;
COMMENT ON INDEX public.orders_id_idx IS 'by number';
ALTER INDEX public.orders_note_idx SET (fillfactor = 70, deduplicate_items = false);
COMMENT ON INDEX public.orders_note_idx IS 'for the search page';
COMMIT;

