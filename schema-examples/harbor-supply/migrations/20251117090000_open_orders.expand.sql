-- lockstep migration, format 1
--
-- version      20251117090000
-- name         open_orders
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_view public.open_orders
--              comment public.open_orders
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON VIEW public.open_orders IS NULL;
--   DROP VIEW public.open_orders;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE VIEW public.open_orders AS
SELECT o.id,
    o.created_at,
    c.full_name
   FROM (public.orders o
     JOIN public.customers c ON ((c.id = o.customer_id)))
  WHERE (o.status = 'pending'::public.order_status);

COMMENT ON VIEW public.open_orders IS 'What the warehouse has to pack';

COMMIT;
