- foreign key public.items_lines.items_of
+ foreign key public.items_lines.items_to
! foreign key public.orders_lines.orders_of: on_delete (none) -> cascade
! foreign key public.parts_lines.parts_of: on_delete (none) -> cascade
- foreign key public.tickets_lines.tickets_of
+ foreign key public.tickets_lines.tickets_to
+ index public.items.items_key
+ index public.parts.parts_key
- primary key public.orders.orders_key
- primary key public.parts.parts_key
+ primary key public.tickets.tickets_key
- unique public.items.items_key
+ unique public.orders.orders_key
- unique public.tickets.tickets_key

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_concurrently public.tickets.tickets_key
--              create_index_concurrently public.orders.orders_key
--              drop_foreign_key public.orders_lines.orders_of
--              swap_key public.orders.orders_key
--              add_foreign_key_not_valid public.orders_lines.orders_of
-- locks        public.orders        ACCESS EXCLUSIVE        catalog only
--              public.orders        SHARE UPDATE EXCLUSIVE  index build
--              public.orders_lines  ACCESS EXCLUSIVE        catalog only
--              public.tickets       SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.orders_lines DROP CONSTRAINT orders_of
--   DROP INDEX CONCURRENTLY public.orders_key_new;
--   DROP INDEX CONCURRENTLY public.tickets_key_new;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.tickets SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.tickets WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.tickets_key_new;
CREATE UNIQUE INDEX CONCURRENTLY tickets_key_new ON public.tickets (id);

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.orders WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_key_new;
CREATE UNIQUE INDEX CONCURRENTLY orders_key_new ON public.orders (id);

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The old key goes and the new one comes in one statement.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.orders ACCESS EXCLUSIVE, public.orders_lines ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.of FROM public.orders_lines t WHERE t.of IS NOT NULL AND NOT EXISTS (SELECT FROM public.orders r WHERE r.id = t.of) LIMIT 5;
BEGIN;
LOCK TABLE public.orders, public.orders_lines IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.orders_lines DROP CONSTRAINT orders_of;
ALTER TABLE public.orders DROP CONSTRAINT orders_key, ADD CONSTRAINT orders_key UNIQUE USING INDEX orders_key_new;
ALTER TABLE public.orders_lines ADD CONSTRAINT orders_of FOREIGN KEY (of) REFERENCES public.orders(id) ON DELETE CASCADE NOT VALID;
COMMIT;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.orders_lines.orders_of
-- locks        public.orders        ROW SHARE               scan
--              public.orders_lines  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders ROW SHARE, public.orders_lines SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders_lines VALIDATE CONSTRAINT orders_of;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_concurrently public.items.items_key
--              create_index_concurrently public.parts.parts_key
--              drop_foreign_key public.items_lines.items_of
--              drop_constraint public.items.items_key
--              rename_index public.items.items_key
--              add_foreign_key_not_valid public.items_lines.items_to
--              validate_constraint public.items_lines.items_to
--              drop_foreign_key public.parts_lines.parts_of
--              drop_constraint public.parts.parts_key
--              rename_index public.parts.parts_key
--              add_foreign_key_not_valid public.parts_lines.parts_of
--              validate_constraint public.parts_lines.parts_of
--              drop_foreign_key public.tickets_lines.tickets_of
--              swap_key public.tickets.tickets_key
--              add_foreign_key_not_valid public.tickets_lines.tickets_to
--              validate_constraint public.tickets_lines.tickets_to
-- locks        public.items          ACCESS EXCLUSIVE        catalog only
--              public.items          SHARE UPDATE EXCLUSIVE  index build
--              public.items_lines    ACCESS EXCLUSIVE        catalog only
--              public.items_lines    SHARE UPDATE EXCLUSIVE  scan
--              public.parts          ACCESS EXCLUSIVE        catalog only
--              public.parts          SHARE UPDATE EXCLUSIVE  index build
--              public.parts_lines    ACCESS EXCLUSIVE        catalog only
--              public.parts_lines    SHARE UPDATE EXCLUSIVE  scan
--              public.tickets        ACCESS EXCLUSIVE        catalog only
--              public.tickets        ROW SHARE               scan
--              public.tickets_lines  ACCESS EXCLUSIVE        catalog only
--              public.tickets_lines  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 4, 6 and 8 of 8.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   -- nothing to undo: ALTER TABLE public.tickets_lines VALIDATE CONSTRAINT tickets_to
--   -- can not be undone: ALTER TABLE public.tickets_lines DROP CONSTRAINT tickets_of
--   -- nothing to undo: ALTER TABLE public.parts_lines VALIDATE CONSTRAINT parts_of
--   BEGIN;
--   ALTER TABLE public.parts_lines DROP CONSTRAINT parts_of;
--   ALTER INDEX public.parts_key RENAME TO parts_key_new;
--   ALTER TABLE public.parts ADD CONSTRAINT parts_key PRIMARY KEY (id);
--   ALTER TABLE public.parts_lines ADD CONSTRAINT parts_of FOREIGN KEY (of) REFERENCES public.parts(id);
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.items_lines VALIDATE CONSTRAINT items_to
--   BEGIN;
--   ALTER TABLE public.items_lines DROP CONSTRAINT items_to;
--   ALTER INDEX public.items_key RENAME TO items_key_new;
--   ALTER TABLE public.items ADD CONSTRAINT items_key UNIQUE (id);
--   ALTER TABLE public.items_lines ADD CONSTRAINT items_of FOREIGN KEY (of) REFERENCES public.items(id);
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.parts_key_new;
--   DROP INDEX CONCURRENTLY public.items_key_new;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.items SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.items WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.items_key_new;
CREATE UNIQUE INDEX CONCURRENTLY items_key_new ON public.items (id);

-- locks: public.parts SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.parts WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.parts_key_new;
CREATE UNIQUE INDEX CONCURRENTLY parts_key_new ON public.parts (id);

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The index takes the name of the constraint that goes with it.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.items ACCESS EXCLUSIVE, public.items_lines ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.of FROM public.items_lines t WHERE t.of IS NOT NULL AND NOT EXISTS (SELECT FROM public.items r WHERE r.id = t.of) LIMIT 5;
BEGIN;
LOCK TABLE public.items, public.items_lines IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.items_lines DROP CONSTRAINT items_of;
ALTER TABLE public.items DROP CONSTRAINT items_key;
ALTER INDEX public.items_key_new RENAME TO items_key;
ALTER TABLE public.items_lines ADD CONSTRAINT items_to FOREIGN KEY (of) REFERENCES public.items(id) ON DELETE CASCADE NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.items ROW SHARE, public.items_lines SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.items_lines VALIDATE CONSTRAINT items_to;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The index takes the name of the constraint that goes with it.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.parts ACCESS EXCLUSIVE, public.parts_lines ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.of FROM public.parts_lines t WHERE t.of IS NOT NULL AND NOT EXISTS (SELECT FROM public.parts r WHERE r.id = t.of) LIMIT 5;
BEGIN;
LOCK TABLE public.parts, public.parts_lines IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.parts_lines DROP CONSTRAINT parts_of;
ALTER TABLE public.parts DROP CONSTRAINT parts_key;
ALTER INDEX public.parts_key_new RENAME TO parts_key;
ALTER TABLE public.parts_lines ADD CONSTRAINT parts_of FOREIGN KEY (of) REFERENCES public.parts(id) ON DELETE CASCADE NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.parts ROW SHARE, public.parts_lines SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.parts_lines VALIDATE CONSTRAINT parts_of;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The old key goes and the new one comes in one statement.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.tickets ACCESS EXCLUSIVE, public.tickets_lines ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.of FROM public.tickets_lines t WHERE t.of IS NOT NULL AND NOT EXISTS (SELECT FROM public.tickets r WHERE r.id = t.of) LIMIT 5;
BEGIN;
LOCK TABLE public.tickets, public.tickets_lines IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.tickets_lines DROP CONSTRAINT tickets_of;
ALTER TABLE public.tickets DROP CONSTRAINT tickets_key, ADD CONSTRAINT tickets_key PRIMARY KEY USING INDEX tickets_key_new;
ALTER TABLE public.tickets_lines ADD CONSTRAINT tickets_to FOREIGN KEY (of) REFERENCES public.tickets(id) ON DELETE CASCADE NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.tickets ROW SHARE, public.tickets_lines SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.tickets_lines VALIDATE CONSTRAINT tickets_to;

