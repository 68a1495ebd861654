~ view public.big_orders: query  SELECT orders.id,     orders.total    FROM public.orders... ->  SELECT orders.id,     orders.total,     orders.note    F...

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      replace_view public.big_orders
-- locks        public.big_orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.big_orders ACCESS EXCLUSIVE; catalog only
CREATE OR REPLACE VIEW public.big_orders AS
SELECT orders.id,
    orders.total,
    orders.note
   FROM public.orders
  WHERE (orders.total > 100);

