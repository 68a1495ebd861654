+ foreign key public.orders.orders_customer_id_fkey
~ table public.asian_orders: partition_of (none) -> public.orders; values (none) -> IN ('asia')
+ table public.orders_us

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_foreign_key_not_valid public.asian_orders
--              validate_constraint public.asian_orders
--              add_check_not_valid public.asian_orders
--              add_foreign_key_not_valid public.orders.orders_customer_id_fkey
--              validate_constraint public.orders.orders_customer_id_fkey
--              adopt_foreign_key public.orders.orders_customer_id_fkey
-- locks        public.asian_orders  ACCESS EXCLUSIVE        catalog only
--              public.asian_orders  SHARE UPDATE EXCLUSIVE  scan
--              public.customers     ACCESS EXCLUSIVE        catalog only
--              public.customers     ROW SHARE               scan
--              public.orders        SHARE ROW EXCLUSIVE     catalog only
--              public.orders_eu     SHARE ROW EXCLUSIVE     catalog only
--              public.orders_eu     SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 4 and 6 of 7.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders DROP CONSTRAINT orders_customer_id_fkey;
--   -- nothing to undo: ALTER TABLE public.orders_eu VALIDATE CONSTRAINT orders_customer_id_fkey
--   ALTER TABLE public.orders_eu DROP CONSTRAINT orders_customer_id_fkey;
--   -- nothing to undo: ALTER TABLE public.asian_orders VALIDATE CONSTRAINT asian_orders_bounds
--   ALTER TABLE public.asian_orders DROP CONSTRAINT asian_orders_bounds;
--   -- nothing to undo: ALTER TABLE public.asian_orders VALIDATE CONSTRAINT orders_customer_id_fkey
--   ALTER TABLE public.asian_orders DROP CONSTRAINT orders_customer_id_fkey;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.asian_orders SHARE ROW EXCLUSIVE, public.customers SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.customer_id FROM public.asian_orders t WHERE t.customer_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.customers r WHERE r.id = t.customer_id) LIMIT 5;
BEGIN;
LOCK TABLE public.asian_orders, public.customers IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.asian_orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers(id) NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.asian_orders SHARE UPDATE EXCLUSIVE, public.customers ROW SHARE; scan
ALTER TABLE public.asian_orders VALIDATE CONSTRAINT orders_customer_id_fkey;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves that every row is within the bounds: ATTACH reads none.
-- locks: public.asian_orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.asian_orders WHERE NOT ((region IS NOT NULL) AND (region = 'asia'::text)) LIMIT 5;
ALTER TABLE public.asian_orders ADD CONSTRAINT asian_orders_bounds CHECK ((region IS NOT NULL) AND (region = 'asia'::text)) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.asian_orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.asian_orders VALIDATE CONSTRAINT asian_orders_bounds;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.customers SHARE ROW EXCLUSIVE, public.orders_eu SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.customer_id FROM public.orders_eu t WHERE t.customer_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.customers r WHERE r.id = t.customer_id) LIMIT 5;
BEGIN;
LOCK TABLE public.customers, public.orders_eu IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.orders_eu ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers(id) NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.customers ROW SHARE, public.orders_eu SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders_eu VALIDATE CONSTRAINT orders_customer_id_fkey;

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- Takes the valid keys of the partitions; no row is looked up.
-- locks: public.customers ACCESS EXCLUSIVE; catalog only
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
-- locks: public.orders_eu SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.orders'::regclass AND inhrelid NOT IN ('public.orders_eu'::regclass) LIMIT 5;
BEGIN;
LOCK TABLE public.customers IN ACCESS EXCLUSIVE MODE;
LOCK TABLE public.orders IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers(id);
COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.orders_us
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TABLE public.orders_us;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

-- Made by itself and attached: readers and writers of orders pass.
CREATE TABLE public.orders_us (
  LIKE public.orders INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING COMPRESSION,
  CONSTRAINT orders_us_bounds CHECK ((region IS NOT NULL) AND (region = 'us'::text))
);

COMMIT;

==> 20260101000002_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      attach_partition public.asian_orders
--              drop_constraint public.asian_orders
--              attach_new_partition public.orders_us
-- locks        public.asian_orders  ACCESS EXCLUSIVE        catalog only
--              public.customers     ACCESS EXCLUSIVE        catalog only
--              public.orders        SHARE UPDATE EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.orders ATTACH PARTITION public.orders_us FOR VALUES IN ('us')
--   -- can not be undone: ALTER TABLE public.asian_orders DROP CONSTRAINT asian_orders_bounds
--   ALTER TABLE public.orders DETACH PARTITION public.asian_orders;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.asian_orders ACCESS EXCLUSIVE; catalog only
-- locks: public.customers ACCESS EXCLUSIVE; catalog only
-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.asian_orders, public.customers IN ACCESS EXCLUSIVE MODE;
LOCK TABLE ONLY public.orders IN SHARE UPDATE EXCLUSIVE MODE;
ALTER TABLE public.orders ATTACH PARTITION public.asian_orders FOR VALUES IN ('asia');
COMMIT;

SET lock_timeout = '3s';

-- locks: public.asian_orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.asian_orders DROP CONSTRAINT asian_orders_bounds;

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.customers SHARE ROW EXCLUSIVE, public.orders SHARE UPDATE EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.customers IN SHARE ROW EXCLUSIVE MODE;
LOCK TABLE ONLY public.orders IN SHARE UPDATE EXCLUSIVE MODE;
ALTER TABLE public.orders ATTACH PARTITION public.orders_us FOR VALUES IN ('us');
COMMIT;

==> 20260101000003_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      drop_constraint public.orders_us
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   can not be undone by a statement

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER TABLE public.orders_us DROP CONSTRAINT orders_us_bounds;

COMMIT;

