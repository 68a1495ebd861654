+ check public.orders.known_status
+ domain public.size (with 1 part)
+ function public.is_open(character varying)
+ function public.touched()
+ index public.orders.orders_open_idx
+ materialized view public.open_parcels
+ policy public.orders.open
+ statistics public.orders.orders_open
~ table public.orders: row_security false -> true
+ table public.parcels (with 3 parts)
+ trigger public.orders.touched
+ view public.open_orders

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_domain public.size
--              create_function public.is_open(character varying)
--              create_function public.touched()
--              create_table public.parcels
--              create_view public.open_orders
--              create_materialized_view public.open_parcels
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP MATERIALIZED VIEW public.open_parcels;
--   DROP VIEW public.open_orders;
--   DROP TABLE public.parcels;
--   DROP FUNCTION public.touched();
--   DROP FUNCTION public.is_open(character varying);
--   DROP DOMAIN public.size;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE DOMAIN public.size AS character varying(2)
  CONSTRAINT known_size CHECK ((VALUE)::text = ANY (ARRAY[('S'::character varying)::text, ('M'::character varying)::text, ('L'::character varying)::text]));

CREATE FUNCTION public.is_open(character varying) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    RETURN (($1)::text = ANY (ARRAY[('new'::character varying)::text, ('paid'::character varying)::text]));

CREATE FUNCTION public.touched() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN RETURN NEW; END$$;

CREATE TABLE public.parcels (
  size public.size,
  status character varying(10),
  is_open boolean GENERATED ALWAYS AS ((status)::text = ANY (ARRAY[('new'::character varying)::text, ('paid'::character varying)::text])) STORED
);

CREATE VIEW public.open_orders AS
SELECT orders.id
   FROM public.orders
  WHERE ((orders.status)::text = ANY (ARRAY[('new'::character varying)::text, ('paid'::character varying)::text]));

SET LOCAL statement_timeout = 0;

CREATE MATERIALIZED VIEW public.open_parcels AS
SELECT parcels.size
   FROM public.parcels
  WHERE ((parcels.status)::text = ANY (ARRAY[('new'::character varying)::text, ('paid'::character varying)::text]));

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_check_not_valid public.orders.known_status
--              create_index_concurrently public.orders.orders_open_idx
--              analyze public.orders.orders_open_idx
--              create_statistics public.orders.orders_open
--              create_trigger public.orders.touched
--              create_policy public.orders.open
--              set_row_security public.orders
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 3 of 7.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders DISABLE ROW LEVEL SECURITY;
--   DROP POLICY open ON public.orders;
--   DROP TRIGGER touched ON public.orders;
--   DROP STATISTICS public.orders_open;
--   -- nothing to undo: ANALYZE public.orders
--   DROP INDEX CONCURRENTLY public.orders_open_idx;
--   ALTER TABLE public.orders DROP CONSTRAINT known_status;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT ((status)::text = ANY (ARRAY[('new'::character varying)::text, ('paid'::character varying)::text, ('it''s gone'::character varying)::text])) LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT known_status CHECK ((status)::text = ANY (ARRAY[('new'::character varying)::text, ('paid'::character varying)::text, ('it''s gone'::character varying)::text])) NOT VALID;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_open_idx;
CREATE INDEX CONCURRENTLY orders_open_idx ON public.orders (id, (((status)::text = ANY (ARRAY[('new'::character varying)::text, ('sent'::character varying)::text])))) WHERE ((status)::text <> ALL (ARRAY[('paid'::character varying)::text, ('gone'::character varying)::text]));

SET lock_timeout = '1min';

-- Without it the planner guesses what the index's expression holds.
-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
CREATE STATISTICS public.orders_open ON id, (((status)::text = ANY (ARRAY[('new'::character varying)::text, ('paid'::character varying)::text]))) FROM public.orders;

-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
CREATE TRIGGER touched
    BEFORE UPDATE ON public.orders
    FOR EACH ROW WHEN ((new.status)::text = ANY (ARRAY[('new'::character varying)::text, ('paid'::character varying)::text]))
    EXECUTE FUNCTION public.touched();

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
CREATE POLICY open ON public.orders
    USING ((status)::text = ANY (ARRAY[('new'::character varying)::text, ('paid'::character varying)::text]));

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;

==> 20260101000002_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.orders.known_status
-- locks        public.orders  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT known_status;

