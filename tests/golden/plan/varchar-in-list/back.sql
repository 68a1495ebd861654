- check public.orders.known_status
- domain public.size (with 1 part)
- function public.is_open(character varying)
- function public.touched()
- index public.orders.orders_open_idx
- materialized view public.open_parcels
- policy public.orders.open
- statistics public.orders.orders_open
~ table public.orders: row_security true -> false
- table public.parcels (with 3 parts)
- trigger public.orders.touched
- view public.open_orders

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_row_security public.orders
--              drop_policy public.orders.open
--              drop_statistics public.orders.orders_open
--              drop_index_concurrently public.orders.orders_open_idx
--              drop_constraint public.orders.known_status
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A DROP INDEX CONCURRENTLY that died leaves the index INVALID: run it again.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders ADD CONSTRAINT known_status CHECK ((status)::text = ANY (ARRAY[('new'::character varying)::text, ('paid'::character varying)::text, ('it''s gone'::character varying)::text]));
--   CREATE INDEX orders_open_idx ON public.orders (id, (((status)::text = ANY (ARRAY[('new'::character varying)::text, ('sent'::character varying)::text])))) WHERE ((status)::text <> ALL (ARRAY[('paid'::character varying)::text, ('gone'::character varying)::text]));
--   BEGIN;
--   CREATE STATISTICS public.orders_open ON id, (((status)::text = ANY (ARRAY[('new'::character varying)::text, ('paid'::character varying)::text]))) FROM public.orders;
--   CREATE POLICY open ON public.orders
--       USING ((status)::text = ANY (ARRAY[('new'::character varying)::text, ('paid'::character varying)::text]));
--   ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders DISABLE ROW LEVEL SECURITY;
DROP POLICY open ON public.orders;
DROP STATISTICS public.orders_open;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
DROP INDEX CONCURRENTLY public.orders_open_idx;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders DROP CONSTRAINT known_status;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_function public.is_open(character varying)
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE FUNCTION public.is_open(character varying) RETURNS boolean
--       LANGUAGE sql IMMUTABLE
--       RETURN (($1)::text = ANY (ARRAY[('new'::character varying)::text, ('paid'::character varying)::text]));

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP FUNCTION public.is_open(character varying);

COMMIT;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_trigger public.orders.touched
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   CREATE TRIGGER touched
--       BEFORE UPDATE ON public.orders
--       FOR EACH ROW WHEN ((new.status)::text = ANY (ARRAY[('new'::character varying)::text, ('paid'::character varying)::text]))
--       EXECUTE FUNCTION public.touched();

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
DROP TRIGGER touched ON public.orders;

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_function public.touched()
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE FUNCTION public.touched() RETURNS trigger
--       LANGUAGE plpgsql
--       AS $$BEGIN RETURN NEW; END$$;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP FUNCTION public.touched();

COMMIT;

==> 20260101000004_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_materialized_view public.open_parcels
--              drop_view public.open_orders
--              drop_table public.parcels
-- locks        public.open_orders   ACCESS EXCLUSIVE  catalog only
--              public.open_parcels  ACCESS EXCLUSIVE  catalog only
--              public.parcels       ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code, LS101 data_loss
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TABLE public.parcels
--   CREATE VIEW public.open_orders AS
--   SELECT orders.id
--      FROM public.orders
--     WHERE ((orders.status)::text = ANY (ARRAY[('new'::character varying)::text, ('paid'::character varying)::text]));
--   CREATE MATERIALIZED VIEW public.open_parcels AS
--   SELECT parcels.size
--      FROM public.parcels
--     WHERE ((parcels.status)::text = ANY (ARRAY[('new'::character varying)::text, ('paid'::character varying)::text]));

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.open_parcels ACCESS EXCLUSIVE; catalog only
DROP MATERIALIZED VIEW public.open_parcels;

-- locks: public.open_orders ACCESS EXCLUSIVE; catalog only
DROP VIEW public.open_orders;

-- locks: public.parcels ACCESS EXCLUSIVE; catalog only
DROP TABLE public.parcels;

==> 20260101000005_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000005
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_domain public.size
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   can not be undone by a statement

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP DOMAIN public.size;

COMMIT;

