> table public.purchases: renamed
> primary key public.purchases.purchases_pkey: renamed
refused without --allow breaks_old_code: ALTER TABLE public.orders RENAME TO purchases

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      rename_table public.purchases
--              rename_constraint public.purchases.purchases_pkey
-- locks        public.orders     ACCESS EXCLUSIVE  catalog only
--              public.purchases  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.purchases RENAME CONSTRAINT purchases_pkey TO orders_pkey;
--   ALTER TABLE public.purchases RENAME TO orders;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders RENAME TO purchases;

-- locks: public.purchases ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.purchases RENAME CONSTRAINT orders_pkey TO purchases_pkey;

