- column public.orders.id
- column public.orders.number
- primary key public.orders.orders_pkey
- sequence public.orders_number_seq

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_constraint public.orders.orders_pkey
--              drop_column public.orders.id
--              drop_column public.orders.number
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.orders DROP COLUMN id
--   ALTER TABLE public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders DROP CONSTRAINT orders_pkey;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders DROP COLUMN id;
ALTER TABLE public.orders DROP COLUMN number;
COMMIT;

