-- lockstep migration, format 1
--
-- version      20260420090001
-- name         payments
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_enum_value public.order_status
--              add_foreign_key_on_new_table public.payments.payments_order_id_fkey
--              replace_view public.open_orders
-- locks        public.open_orders  ACCESS EXCLUSIVE     catalog only
--              public.orders       SHARE ROW EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 3 of 3.
-- to go back   run these, in this order:
--   -- can not be undone: CREATE OR REPLACE VIEW public.open_orders AS
--   ALTER TABLE public.payments DROP CONSTRAINT payments_order_id_fkey;
--   -- can not be undone: ALTER TYPE public.order_status ADD VALUE 'returned' BEFORE 'cancelled'

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER TYPE public.order_status ADD VALUE 'returned' BEFORE 'cancelled';

-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
ALTER TABLE public.payments ADD CONSTRAINT payments_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);

-- locks: public.open_orders ACCESS EXCLUSIVE; catalog only
CREATE OR REPLACE VIEW public.open_orders AS
SELECT o.id,
    o.created_at,
    c.full_name,
    o.total_cents
   FROM (public.orders o
     JOIN public.customers c ON ((c.id = o.customer_id)))
  WHERE (o.status = 'pending'::public.order_status);
