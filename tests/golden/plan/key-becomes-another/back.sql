! foreign key public.bills.bills_invoice_id_fkey: rebuilt around unique public.invoices.invoices_key
! foreign key public.lines.lines_order_id_fkey: rebuilt around primary key public.orders.orders_key
! foreign key public.orders.orders_first_id_fkey: rebuilt around primary key public.orders.orders_key
+ primary key public.invoices.invoices_key
- primary key public.invoices.invoices_main
- primary key public.orders.orders_key
+ primary key public.parts.parts_key
+ primary key public.tickets.tickets_key
- unique public.invoices.invoices_key
+ unique public.orders.orders_key
- unique public.parts.parts_key
- unique public.tickets.tickets_key

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_concurrently public.invoices.invoices_key
--              create_index_concurrently public.parts.parts_key
--              swap_key public.parts.parts_key
--              add_key_using_index public.parts.parts_key
--              create_index_concurrently public.tickets.tickets_key
--              swap_key public.tickets.tickets_key
--              create_index_concurrently public.orders.orders_key
--              drop_foreign_key public.lines.lines_order_id_fkey
--              drop_foreign_key public.orders.orders_first_id_fkey
--              swap_key public.orders.orders_key
--              add_foreign_key_not_valid public.lines.lines_order_id_fkey
--              add_foreign_key_not_valid public.orders.orders_first_id_fkey
-- locks        public.invoices    SHARE UPDATE EXCLUSIVE  index build
--              public.lines       ACCESS EXCLUSIVE        catalog only
--              public.orders      ACCESS EXCLUSIVE        catalog only
--              public.orders      SHARE UPDATE EXCLUSIVE  index build
--              public.parts       ACCESS EXCLUSIVE        catalog only
--              public.parts_rest  ACCESS EXCLUSIVE        catalog only
--              public.parts_rest  SHARE UPDATE EXCLUSIVE  index build
--              public.tickets     ACCESS EXCLUSIVE        catalog only
--              public.tickets     SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.lines DROP CONSTRAINT lines_order_id_fkey
--   DROP INDEX CONCURRENTLY public.orders_key_new;
--   -- can not be undone: ALTER TABLE public.tickets DROP CONSTRAINT tickets_key, ADD CONSTRAINT tickets_key PRIMARY ...
--   DROP INDEX CONCURRENTLY public.tickets_key_new;
--   -- can not be undone: ALTER TABLE public.parts DROP CONSTRAINT parts_key
--   DROP INDEX CONCURRENTLY public.parts_rest_parts_key_new;
--   DROP INDEX CONCURRENTLY public.invoices_key_new;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.invoices SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.invoices WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.invoices_key_new;
CREATE UNIQUE INDEX CONCURRENTLY invoices_key_new ON public.invoices (id);

-- locks: public.parts_rest SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.parts_rest WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.parts_rest_parts_key_new;
CREATE UNIQUE INDEX CONCURRENTLY parts_rest_parts_key_new ON public.parts_rest (id);

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- The old key goes and the new one comes in one transaction, which builds nothing.
-- locks: public.parts ACCESS EXCLUSIVE, public.parts_rest ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.parts'::regclass AND inhrelid NOT IN ('public.parts_rest'::regclass) LIMIT 5;
BEGIN;
ALTER TABLE public.parts DROP CONSTRAINT parts_key;
ALTER TABLE public.parts_rest ADD CONSTRAINT parts_rest_parts_key PRIMARY KEY USING INDEX parts_rest_parts_key_new;
ALTER TABLE public.parts ADD CONSTRAINT parts_key PRIMARY KEY (id);
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.tickets SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.tickets WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.tickets_key_new;
CREATE UNIQUE INDEX CONCURRENTLY tickets_key_new ON public.tickets (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The old key goes and the new one comes in one statement.
-- locks: public.tickets ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.tickets DROP CONSTRAINT tickets_key, ADD CONSTRAINT tickets_key PRIMARY KEY USING INDEX tickets_key_new;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.orders WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_key_new;
CREATE UNIQUE INDEX CONCURRENTLY orders_key_new ON public.orders (id);

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The old key goes and the new one comes in one statement.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.lines ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.order_id FROM public.lines t WHERE t.order_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.orders r WHERE r.id = t.order_id) LIMIT 5;
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.first_id FROM public.orders t WHERE t.first_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.orders r WHERE r.id = t.first_id) LIMIT 5;
BEGIN;
LOCK TABLE public.orders, public.lines IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.lines DROP CONSTRAINT lines_order_id_fkey;
ALTER TABLE public.orders DROP CONSTRAINT orders_first_id_fkey;
ALTER TABLE public.orders DROP CONSTRAINT orders_key, ADD CONSTRAINT orders_key UNIQUE USING INDEX orders_key_new;
ALTER TABLE public.lines ADD CONSTRAINT lines_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id) NOT VALID;
ALTER TABLE public.orders ADD CONSTRAINT orders_first_id_fkey FOREIGN KEY (first_id) REFERENCES public.orders(id) NOT VALID;
COMMIT;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.lines.lines_order_id_fkey
--              validate_constraint public.orders.orders_first_id_fkey
-- locks        public.lines   SHARE UPDATE EXCLUSIVE  scan
--              public.orders  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.lines SHARE UPDATE EXCLUSIVE, public.orders ROW SHARE; scan
ALTER TABLE public.lines VALIDATE CONSTRAINT lines_order_id_fkey;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_first_id_fkey;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_foreign_key public.bills.bills_invoice_id_fkey
--              drop_constraint public.invoices.invoices_main
--              swap_key public.invoices.invoices_key
--              add_foreign_key_not_valid public.bills.bills_invoice_id_fkey
--              validate_constraint public.bills.bills_invoice_id_fkey
-- locks        public.bills     ACCESS EXCLUSIVE        catalog only
--              public.bills     SHARE UPDATE EXCLUSIVE  scan
--              public.invoices  ACCESS EXCLUSIVE        catalog only
--              public.invoices  ROW SHARE               scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 2.
-- to go back   can not be undone by a statement

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The old key goes and the new one comes in one statement.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.bills ACCESS EXCLUSIVE, public.invoices ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.invoice_id FROM public.bills t WHERE t.invoice_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.invoices r WHERE r.id = t.invoice_id) LIMIT 5;
BEGIN;
LOCK TABLE public.invoices, public.bills IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.bills DROP CONSTRAINT bills_invoice_id_fkey;
ALTER TABLE public.invoices DROP CONSTRAINT invoices_main;
ALTER TABLE public.invoices DROP CONSTRAINT invoices_key, ADD CONSTRAINT invoices_key PRIMARY KEY USING INDEX invoices_key_new;
ALTER TABLE public.bills ADD CONSTRAINT bills_invoice_id_fkey FOREIGN KEY (invoice_id) REFERENCES public.invoices(id) NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.bills SHARE UPDATE EXCLUSIVE, public.invoices ROW SHARE; scan
ALTER TABLE public.bills VALIDATE CONSTRAINT bills_invoice_id_fkey;

