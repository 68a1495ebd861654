-- lockstep migration, format 1
--
-- version      20260317090000
-- name         split_status
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260309090000
--              public.orders.status -> public.orders.fulfillment_status, public.orders.payment_status
-- meanwhile    public.orders: the old version reads and writes status, the new one fulfillment_status,
--                payment_status; a trigger keeps them in step.
-- changes      drop_helper_trigger public.orders.fulfillment_status
--              drop_helper_function public.orders.fulfillment_status
--              drop_helper_sequence public.orders.fulfillment_status
--              drop_old_side public.orders.status
--              set_default public.orders.fulfillment_status
--              set_default public.orders.payment_status
--              rename_index public.orders.orders_to_pack_idx
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE (record_image_ne(ROW(fulfillment_status), ROW(((CASE status WHEN 'shipped' THEN 'shipped' WHEN 'returned' THEN 'returned' ELSE 'open' END)::fulfillment_status)::public.fulfillment_status)) OR record_image_ne(ROW(payment_status), ROW(((CASE status WHEN 'pending' THEN 'unpaid' WHEN 'returned' THEN 'refunded' ELSE 'paid' END)::payment_status)::public.payment_status))) AND (record_image_ne(ROW(status), ROW(((CASE WHEN fulfillment_status <> 'open' THEN fulfillment_status::text   WHEN payment_status = 'paid' THEN 'paid' ELSE 'pending' END)::order_status)::public.order_status))) LIMIT 5;
BEGIN;
DROP TRIGGER zzz_orders_status_sync ON public.orders;
DROP FUNCTION public.orders_status_sync();
DROP SEQUENCE public.orders_status_sync_seen;
ALTER TABLE public.orders DROP COLUMN status;
ALTER TABLE public.orders ALTER COLUMN fulfillment_status SET DEFAULT 'open'::public.fulfillment_status;
ALTER TABLE public.orders ALTER COLUMN payment_status SET DEFAULT 'unpaid'::public.payment_status;
ALTER INDEX public.orders_to_pack_idx_new RENAME TO orders_to_pack_idx;
COMMIT;
