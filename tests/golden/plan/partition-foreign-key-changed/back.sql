! foreign key public.lines.lines_order: on_delete cascade -> (none)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_foreign_key public.lines.lines_order
--              add_foreign_key_not_valid public.lines.lines_order
--              validate_constraint public.lines.lines_order
--              adopt_foreign_key public.lines.lines_order
-- locks        public.lines        ACCESS EXCLUSIVE        catalog only
--              public.lines_first  ACCESS EXCLUSIVE        catalog only
--              public.lines_first  SHARE UPDATE EXCLUSIVE  scan
--              public.lines_rest   ACCESS EXCLUSIVE        catalog only
--              public.lines_rest   SHARE UPDATE EXCLUSIVE  scan
--              public.orders       ACCESS EXCLUSIVE        catalog only
--              public.orders       ROW SHARE               scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2 and 3 of 4.
-- to go back   run these, in this order:
--   ALTER TABLE public.lines DROP CONSTRAINT lines_order;
--   -- nothing to undo: ALTER TABLE public.lines_rest VALIDATE CONSTRAINT lines_order
--   -- nothing to undo: ALTER TABLE public.lines_first VALIDATE CONSTRAINT lines_order
--   BEGIN;
--   ALTER TABLE public.lines_rest DROP CONSTRAINT lines_order;
--   ALTER TABLE public.lines_first DROP CONSTRAINT lines_order;
--   ALTER TABLE public.lines ADD CONSTRAINT lines_order FOREIGN KEY (order_id) REFERENCES public.orders(id) ON DELETE CASCADE;
--   COMMIT;

SET lock_timeout = '250ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- New rows are checked by the keys of the partitions, which come in the same transaction.
-- locks: public.lines ACCESS EXCLUSIVE; catalog only
-- locks: public.lines_first ACCESS EXCLUSIVE; catalog only
-- locks: public.lines_rest ACCESS EXCLUSIVE; catalog only
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.order_id FROM public.lines_first t WHERE t.order_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.orders r WHERE r.id = t.order_id) LIMIT 5;
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.order_id FROM public.lines_rest t WHERE t.order_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.orders r WHERE r.id = t.order_id) LIMIT 5;
BEGIN;
LOCK TABLE public.orders, public.lines IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.lines DROP CONSTRAINT lines_order;
ALTER TABLE public.lines_first ADD CONSTRAINT lines_order FOREIGN KEY (order_id) REFERENCES public.orders(id) NOT VALID;
ALTER TABLE public.lines_rest ADD CONSTRAINT lines_order FOREIGN KEY (order_id) REFERENCES public.orders(id) NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.lines_first SHARE UPDATE EXCLUSIVE, public.orders ROW SHARE; scan
ALTER TABLE public.lines_first VALIDATE CONSTRAINT lines_order;

-- locks: public.lines_rest SHARE UPDATE EXCLUSIVE, public.orders ROW SHARE; scan
ALTER TABLE public.lines_rest VALIDATE CONSTRAINT lines_order;

SET lock_timeout = '250ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- Takes the valid keys of the partitions; no row is looked up.
-- locks: public.lines SHARE ROW EXCLUSIVE; catalog only
-- locks: public.lines_first SHARE ROW EXCLUSIVE; catalog only
-- locks: public.lines_rest SHARE ROW EXCLUSIVE; catalog only
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.lines'::regclass AND inhrelid NOT IN ('public.lines_first'::regclass, 'public.lines_rest'::regclass) LIMIT 5;
BEGIN;
LOCK TABLE public.orders IN ACCESS EXCLUSIVE MODE;
LOCK TABLE public.lines IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.lines ADD CONSTRAINT lines_order FOREIGN KEY (order_id) REFERENCES public.orders(id);
COMMIT;

