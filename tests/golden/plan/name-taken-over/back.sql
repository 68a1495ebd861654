> index public.orders.orders_code_old: renamed
+ check public.orders.orders_customer
- foreign key public.orders.orders_customer
- index public.orders.orders_code_old
+ table public.open_orders (with 1 part)
+ unique public.orders.orders_code
- view public.open_orders (with 1 part)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      rename_index public.orders.orders_code_old
--              create_index_concurrently public.orders.orders_code
--              add_key_using_index public.orders.orders_code
--              drop_foreign_key public.orders.orders_customer
--              add_check_not_valid public.orders.orders_customer
-- locks        public.customers  ACCESS EXCLUSIVE        catalog only
--              public.orders     ACCESS EXCLUSIVE        catalog only
--              public.orders     SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders DROP CONSTRAINT orders_customer;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer_id) REFERENCES public.customers(id);
--   ALTER TABLE public.orders DROP CONSTRAINT orders_code;
--   DROP INDEX CONCURRENTLY public.orders_code;
--   ALTER INDEX public.orders_code_old RENAME TO orders_code;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- It makes way for the constraint of its name, which has an index of its own.
ALTER INDEX public.orders_code RENAME TO orders_code_old;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- The index of the constraint, built beside the traffic.
-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, code, count(*) AS times FROM public.orders WHERE code IS NOT NULL GROUP BY code HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_code;
CREATE UNIQUE INDEX CONCURRENTLY orders_code ON public.orders (code);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Adopts the finished index: a catalog change.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ADD CONSTRAINT orders_code UNIQUE USING INDEX orders_code;

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.customers ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.customers, public.orders IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.orders DROP CONSTRAINT orders_customer;
COMMIT;

SET lock_timeout = '3s';

-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT (customer_id > 0) LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_customer CHECK (customer_id > 0) NOT VALID;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.orders.orders_customer
-- locks        public.orders  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_customer;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_view public.open_orders
-- locks        public.open_orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   CREATE VIEW public.open_orders AS
--   SELECT orders.id
--      FROM public.orders;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.open_orders ACCESS EXCLUSIVE; catalog only
DROP VIEW public.open_orders;

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.open_orders
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TABLE public.open_orders;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.open_orders (
  id bigint
);

COMMIT;

==> 20260101000004_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_index_concurrently public.orders.orders_code_old
-- locks        public.orders  SHARE UPDATE EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A DROP INDEX CONCURRENTLY that died leaves the index INVALID: run it again.
-- to go back   run these, in this order:
--   CREATE UNIQUE INDEX orders_code_old ON public.orders (code) WHERE (code <> ''::text);

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
DROP INDEX CONCURRENTLY public.orders_code_old;

