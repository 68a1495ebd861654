~ index public.orders.orders_id_idx: comment by number -> (none)
~ index public.orders.orders_note_idx: with fillfactor=70, deduplicate_items=false -> fillfactor=80; comment for the search page -> for search

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
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   COMMENT ON INDEX public.orders_note_idx IS 'for the search page';
--   ALTER INDEX public.orders_note_idx SET (fillfactor = 70, deduplicate_items = false);
--   ALTER INDEX public.orders_note_idx SET (fillfactor = 70, deduplicate_items = false);
--   COMMENT ON INDEX public.orders_id_idx IS 'by number';
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

BEGIN;
COMMENT ON INDEX public.orders_id_idx IS NULL;
ALTER INDEX public.orders_note_idx SET (fillfactor = 80);
ALTER INDEX public.orders_note_idx RESET (deduplicate_items);
COMMENT ON INDEX public.orders_note_idx IS 'for search';
COMMIT;

