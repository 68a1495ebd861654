~ table public.p: partition_of public.a -> public.b; values IN ('x', 'y') -> IN ('x', 'z')

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_check_not_valid public.p
--              validate_constraint public.p
--              detach_partition_concurrently public.p
--              drop_constraint public.p
--              attach_partition public.p
-- locks        public.b  SHARE UPDATE EXCLUSIVE  catalog only
--              public.p  ACCESS EXCLUSIVE        catalog only
--              public.p  SHARE UPDATE EXCLUSIVE  scan
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2 and 6 of 8.
--              A DETACH PARTITION CONCURRENTLY that died leaves it half detached: apply ends it; by hand, ALTER TABLE
--                ... DETACH PARTITION ... FINALIZE.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.p DROP CONSTRAINT p_bounds
--   ALTER TABLE public.b DETACH PARTITION public.p;
--   -- nothing to undo: ALTER TABLE public.p VALIDATE CONSTRAINT p_bounds
--   ALTER TABLE public.p DROP CONSTRAINT p_bounds;
--   -- can not be undone: ALTER TABLE public.p DROP CONSTRAINT p_bounds
--   ALTER TABLE public.a ATTACH PARTITION public.p FOR VALUES IN ('x', 'y');
--   -- nothing to undo: ALTER TABLE public.p VALIDATE CONSTRAINT p_bounds
--   ALTER TABLE public.p DROP CONSTRAINT p_bounds;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- DETACH CONCURRENTLY would leave a CHECK of its own behind if this one did not stand there.
-- locks: public.p ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.p WHERE NOT ((kind IS NOT NULL) AND (kind = ANY (ARRAY['x'::text, 'y'::text]))) LIMIT 5;
ALTER TABLE public.p ADD CONSTRAINT p_bounds CHECK ((kind IS NOT NULL) AND (kind = ANY (ARRAY['x'::text, 'y'::text]))) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.p SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.p VALIDATE CONSTRAINT p_bounds;

SET lock_timeout = 0;

ALTER TABLE public.a DETACH PARTITION public.p CONCURRENTLY;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.p ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.p DROP CONSTRAINT p_bounds;

-- Proves that every row is within the bounds: ATTACH reads none.
-- locks: public.p ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.p WHERE NOT ((kind IS NOT NULL) AND (kind = ANY (ARRAY['x'::text, 'z'::text]))) LIMIT 5;
ALTER TABLE public.p ADD CONSTRAINT p_bounds CHECK ((kind IS NOT NULL) AND (kind = ANY (ARRAY['x'::text, 'z'::text]))) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.p SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.p VALIDATE CONSTRAINT p_bounds;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.b SHARE UPDATE EXCLUSIVE, public.p ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.b IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE public.p IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.b ATTACH PARTITION public.p FOR VALUES IN ('x', 'z');
COMMIT;

-- locks: public.p ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.p DROP CONSTRAINT p_bounds;

