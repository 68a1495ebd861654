+ view public.big_orders

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_view public.big_orders
--              comment public.big_orders
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON COLUMN public.big_orders.total IS NULL;
--   COMMENT ON VIEW public.big_orders IS NULL;
--   DROP VIEW public.big_orders;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE VIEW public.big_orders WITH (security_barrier = true, check_option = local) AS
SELECT orders.id,
    orders.total
   FROM public.orders
  WHERE (orders.total > 100);

COMMENT ON VIEW public.big_orders IS 'dear';

COMMENT ON COLUMN public.big_orders.total IS 'in cents';

COMMIT;

