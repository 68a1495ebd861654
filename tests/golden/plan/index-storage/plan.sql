~ index public.orders.orders_note_idx: with (none) -> fillfactor=60

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_index_storage public.orders.orders_note_idx
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   ALTER INDEX public.orders_note_idx RESET (fillfactor);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER INDEX public.orders_note_idx SET (fillfactor = 60);

