! foreign key public.nodes.nodes_parent: columns parent, tenant -> parent; references public.nodes(id, tenant) -> public.nodes(id); on_delete (none) -> cascade
! unique public.nodes.nodes_key: columns id, tenant -> id

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_index_concurrently public.nodes.nodes_key
--              drop_foreign_key public.nodes.nodes_parent
--              swap_key public.nodes.nodes_key
--              add_key_using_index public.nodes.nodes_key
--              add_foreign_key_not_valid public.nodes.nodes_parent
--              validate_constraint public.nodes.nodes_parent
--              adopt_foreign_key_to_itself public.nodes.nodes_parent
-- locks        public.nodes       ACCESS EXCLUSIVE        catalog only
--              public.nodes       ROW SHARE               scan
--              public.nodes_low   ACCESS EXCLUSIVE        catalog only
--              public.nodes_low   SHARE UPDATE EXCLUSIVE  index build
--              public.nodes_rest  ACCESS EXCLUSIVE        catalog only
--              public.nodes_rest  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 4 and 5 of 6.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   ALTER TABLE public.nodes DROP CONSTRAINT nodes_parent;
--   -- nothing to undo: ALTER TABLE public.nodes_rest VALIDATE CONSTRAINT nodes_parent
--   -- nothing to undo: ALTER TABLE public.nodes_low VALIDATE CONSTRAINT nodes_parent
--   -- can not be undone: ALTER TABLE public.nodes DROP CONSTRAINT nodes_parent
--   DROP INDEX CONCURRENTLY public.nodes_rest_nodes_key_new;
--   DROP INDEX CONCURRENTLY public.nodes_low_nodes_key_new;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.nodes_low SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.nodes_low WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.nodes_low_nodes_key_new;
CREATE UNIQUE INDEX CONCURRENTLY nodes_low_nodes_key_new ON public.nodes_low (id);

-- locks: public.nodes_rest SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.nodes_rest WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.nodes_rest_nodes_key_new;
CREATE UNIQUE INDEX CONCURRENTLY nodes_rest_nodes_key_new ON public.nodes_rest (id);

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- The old key goes and the new one comes in one transaction, which builds nothing.
-- locks: public.nodes ACCESS EXCLUSIVE; catalog only
-- locks: public.nodes_low ACCESS EXCLUSIVE; catalog only
-- locks: public.nodes_rest ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.nodes'::regclass AND inhrelid NOT IN ('public.nodes_low'::regclass, 'public.nodes_rest'::regclass) LIMIT 5;
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.parent FROM public.nodes_low t WHERE t.parent IS NOT NULL AND NOT EXISTS (SELECT FROM public.nodes r WHERE r.id = t.parent) LIMIT 5;
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.parent FROM public.nodes_rest t WHERE t.parent IS NOT NULL AND NOT EXISTS (SELECT FROM public.nodes r WHERE r.id = t.parent) LIMIT 5;
BEGIN;
ALTER TABLE public.nodes DROP CONSTRAINT nodes_parent;
ALTER TABLE public.nodes DROP CONSTRAINT nodes_key;
ALTER TABLE public.nodes_low ADD CONSTRAINT nodes_low_nodes_key UNIQUE USING INDEX nodes_low_nodes_key_new;
ALTER TABLE public.nodes_rest ADD CONSTRAINT nodes_rest_nodes_key UNIQUE USING INDEX nodes_rest_nodes_key_new;
ALTER TABLE public.nodes ADD CONSTRAINT nodes_key UNIQUE (id);
ALTER TABLE public.nodes_low ADD CONSTRAINT nodes_parent FOREIGN KEY (parent) REFERENCES public.nodes(id) ON DELETE CASCADE NOT VALID;
ALTER TABLE public.nodes_rest ADD CONSTRAINT nodes_parent FOREIGN KEY (parent) REFERENCES public.nodes(id) ON DELETE CASCADE NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.nodes ROW SHARE, public.nodes_low SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.nodes_low VALIDATE CONSTRAINT nodes_parent;

-- locks: public.nodes ROW SHARE, public.nodes_rest SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.nodes_rest VALIDATE CONSTRAINT nodes_parent;

SET lock_timeout = '333ms';
SET statement_timeout = '15s';

-- Takes the valid keys of the partitions; no row is looked up.
-- locks: public.nodes ACCESS EXCLUSIVE; catalog only
-- locks: public.nodes_low ACCESS EXCLUSIVE; catalog only
-- locks: public.nodes_rest ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.nodes'::regclass AND inhrelid NOT IN ('public.nodes_low'::regclass, 'public.nodes_rest'::regclass) LIMIT 5;
ALTER TABLE public.nodes ADD CONSTRAINT nodes_parent FOREIGN KEY (parent) REFERENCES public.nodes(id) ON DELETE CASCADE;

