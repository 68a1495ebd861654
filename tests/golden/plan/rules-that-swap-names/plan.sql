> foreign key public.alike.alike_a: renamed
> check public.alike.alike_c: renamed
> unique public.alike.alike_b: renamed
> index public.indexed_low.indexed_a: renamed
> index public.indexed.indexed_b: renamed
> check public.primary_differs.primary_differs_b_old: renamed
> primary key public.primary_differs.primary_differs_b: renamed
+ check public.check_differs.check_differs_a
- check public.check_differs.check_differs_b
+ check public.primary_differs.primary_differs_a
- check public.primary_differs.primary_differs_b_old
+ foreign key public.reference_differs.reference_differs_a
- foreign key public.reference_differs.reference_differs_b
! primary key public.primary_differs.primary_differs_b: columns id -> id, total
- unique public.check_differs.check_differs_a
+ unique public.check_differs.check_differs_b
- unique public.reference_differs.reference_differs_a
+ unique public.reference_differs.reference_differs_b

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      rename_constraint public.alike.alike_a
--              rename_constraint public.alike.alike_c
--              rename_constraint public.alike.alike_b
--              rename_index public.indexed_low.indexed_a
--              rename_index public.indexed.indexed_b
--              rename_constraint public.primary_differs.primary_differs_b_old
--              rename_constraint public.primary_differs.primary_differs_b
--              create_index_concurrently public.primary_differs.primary_differs_b
--              swap_key public.primary_differs.primary_differs_b
--              add_check_not_valid public.check_differs.check_differs_a_new
--              add_check_not_valid public.primary_differs.primary_differs_a
--              add_foreign_key_not_valid public.reference_differs.reference_differs_a_new
--              drop_foreign_key public.reference_differs.reference_differs_b
--              create_index_concurrently public.reference_differs.reference_differs_b
--              add_key_using_index public.reference_differs.reference_differs_b
--              drop_constraint public.check_differs.check_differs_b
--              create_index_concurrently public.check_differs.check_differs_b
--              add_key_using_index public.check_differs.check_differs_b
--              drop_constraint public.primary_differs.primary_differs_b_old
-- locks        public.alike              ACCESS EXCLUSIVE        catalog only
--              public.check_differs      ACCESS EXCLUSIVE        catalog only
--              public.check_differs      SHARE UPDATE EXCLUSIVE  index build
--              public.others             ACCESS EXCLUSIVE        catalog only
--              public.primary_differs    ACCESS EXCLUSIVE        catalog only
--              public.primary_differs    SHARE UPDATE EXCLUSIVE  index build
--              public.reference_differs  ACCESS EXCLUSIVE        catalog only
--              public.reference_differs  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   ALTER TABLE public.primary_differs ADD CONSTRAINT primary_differs_b_old CHECK (total > 0);
--   ALTER TABLE public.check_differs DROP CONSTRAINT check_differs_b;
--   DROP INDEX CONCURRENTLY public.check_differs_b;
--   ALTER TABLE public.check_differs ADD CONSTRAINT check_differs_b CHECK (total > 0);
--   ALTER TABLE public.reference_differs DROP CONSTRAINT reference_differs_b;
--   DROP INDEX CONCURRENTLY public.reference_differs_b;
--   ALTER TABLE public.reference_differs ADD CONSTRAINT reference_differs_b FOREIGN KEY (other) REFERENCES public.others(id);
--   ALTER TABLE public.reference_differs DROP CONSTRAINT reference_differs_a_new;
--   ALTER TABLE public.primary_differs DROP CONSTRAINT primary_differs_a;
--   ALTER TABLE public.check_differs DROP CONSTRAINT check_differs_a_new;
--   -- can not be undone: ALTER TABLE public.primary_differs DROP CONSTRAINT primary_differs_b, ADD CONSTRAINT prima ...
--   DROP INDEX CONCURRENTLY public.primary_differs_b_new;
--   BEGIN;
--   ALTER TABLE public.primary_differs RENAME CONSTRAINT primary_differs_b TO primary_differs_a;
--   ALTER TABLE public.primary_differs RENAME CONSTRAINT primary_differs_b_old TO primary_differs_b;
--   COMMIT;
--   BEGIN;
--   ALTER INDEX public.indexed_a RENAME TO indexed_b_old;
--   ALTER INDEX public.indexed_b RENAME TO indexed_a;
--   ALTER INDEX public.indexed_b_old RENAME TO indexed_b;
--   COMMIT;
--   BEGIN;
--   ALTER TABLE public.alike RENAME CONSTRAINT alike_a TO alike_c_old;
--   ALTER TABLE public.alike RENAME CONSTRAINT alike_b TO alike_a;
--   ALTER TABLE public.alike RENAME CONSTRAINT alike_c TO alike_b;
--   ALTER TABLE public.alike RENAME CONSTRAINT alike_c_old TO alike_c;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- It makes way for another one that takes its name.
-- locks: public.alike ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.alike RENAME CONSTRAINT alike_c TO alike_c_old;
ALTER TABLE public.alike RENAME CONSTRAINT alike_b TO alike_c;
ALTER TABLE public.alike RENAME CONSTRAINT alike_a TO alike_b;
ALTER TABLE public.alike RENAME CONSTRAINT alike_c_old TO alike_a;
COMMIT;

-- It makes way for another one that takes its name.
BEGIN;
ALTER INDEX public.indexed_b RENAME TO indexed_b_old;
ALTER INDEX public.indexed_a RENAME TO indexed_b;
ALTER INDEX public.indexed_b_old RENAME TO indexed_a;
COMMIT;

-- It makes way for another one that takes its name.
-- locks: public.primary_differs ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.primary_differs RENAME CONSTRAINT primary_differs_b TO primary_differs_b_old;
ALTER TABLE public.primary_differs RENAME CONSTRAINT primary_differs_a TO primary_differs_b;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.primary_differs SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, total, count(*) AS times FROM public.primary_differs WHERE id IS NOT NULL AND total IS NOT NULL GROUP BY id, total HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.primary_differs_b_new;
CREATE UNIQUE INDEX CONCURRENTLY primary_differs_b_new ON public.primary_differs (id, total);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The old key goes and the new one comes in one statement.
-- locks: public.primary_differs ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.primary_differs DROP CONSTRAINT primary_differs_b, ADD CONSTRAINT primary_differs_b PRIMARY KEY USING INDEX primary_differs_b_new;

-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.check_differs ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.check_differs WHERE NOT (total >= 0) LIMIT 5;
ALTER TABLE public.check_differs ADD CONSTRAINT check_differs_a_new CHECK (total >= 0) NOT VALID;

-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.primary_differs ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id, total FROM public.primary_differs WHERE NOT (total >= 0) LIMIT 5;
ALTER TABLE public.primary_differs ADD CONSTRAINT primary_differs_a CHECK (total >= 0) NOT VALID;

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.others SHARE ROW EXCLUSIVE, public.reference_differs SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.other FROM public.reference_differs t WHERE t.other IS NOT NULL AND NOT EXISTS (SELECT FROM public.others r WHERE r.code = t.other) LIMIT 5;
BEGIN;
LOCK TABLE public.others, public.reference_differs IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.reference_differs ADD CONSTRAINT reference_differs_a_new FOREIGN KEY (other) REFERENCES public.others(code) NOT VALID;
COMMIT;

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.others ACCESS EXCLUSIVE, public.reference_differs ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.others, public.reference_differs IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.reference_differs DROP CONSTRAINT reference_differs_b;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- The index of the constraint, built beside the traffic.
-- locks: public.reference_differs SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, other, count(*) AS times FROM public.reference_differs WHERE id IS NOT NULL AND other IS NOT NULL GROUP BY id, other HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.reference_differs_b;
CREATE UNIQUE INDEX CONCURRENTLY reference_differs_b ON public.reference_differs (id, other);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Adopts the finished index: a catalog change.
-- locks: public.reference_differs ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.reference_differs ADD CONSTRAINT reference_differs_b UNIQUE USING INDEX reference_differs_b;

-- locks: public.check_differs ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.check_differs DROP CONSTRAINT check_differs_b;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- The index of the constraint, built beside the traffic.
-- locks: public.check_differs SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, total, count(*) AS times FROM public.check_differs WHERE id IS NOT NULL AND total IS NOT NULL GROUP BY id, total HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.check_differs_b;
CREATE UNIQUE INDEX CONCURRENTLY check_differs_b ON public.check_differs (id, total);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Adopts the finished index: a catalog change.
-- locks: public.check_differs ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.check_differs ADD CONSTRAINT check_differs_b UNIQUE USING INDEX check_differs_b;

-- locks: public.primary_differs ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.primary_differs DROP CONSTRAINT primary_differs_b_old;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.check_differs.check_differs_a_new
--              validate_constraint public.primary_differs.primary_differs_a
--              validate_constraint public.reference_differs.reference_differs_a_new
-- locks        public.check_differs      SHARE UPDATE EXCLUSIVE  scan
--              public.others             ROW SHARE               scan
--              public.primary_differs    SHARE UPDATE EXCLUSIVE  scan
--              public.reference_differs  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.check_differs SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.check_differs VALIDATE CONSTRAINT check_differs_a_new;

-- locks: public.primary_differs SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.primary_differs VALIDATE CONSTRAINT primary_differs_a;

-- locks: public.others ROW SHARE, public.reference_differs SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.reference_differs VALIDATE CONSTRAINT reference_differs_a_new;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_constraint public.check_differs.check_differs_a
--              rename_constraint public.check_differs.check_differs_a
--              drop_constraint public.reference_differs.reference_differs_a
--              rename_constraint public.reference_differs.reference_differs_a
-- locks        public.check_differs      ACCESS EXCLUSIVE  catalog only
--              public.reference_differs  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.reference_differs RENAME CONSTRAINT reference_differs_a TO reference_differs_a_new;
--   ALTER TABLE public.reference_differs ADD CONSTRAINT reference_differs_a UNIQUE (id);
--   ALTER TABLE public.check_differs RENAME CONSTRAINT check_differs_a TO check_differs_a_new;
--   ALTER TABLE public.check_differs ADD CONSTRAINT check_differs_a UNIQUE (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.check_differs ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.check_differs DROP CONSTRAINT check_differs_a;

-- Its name is free now.
-- locks: public.check_differs ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.check_differs RENAME CONSTRAINT check_differs_a_new TO check_differs_a;

-- locks: public.reference_differs ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.reference_differs DROP CONSTRAINT reference_differs_a;

-- Its name is free now.
-- locks: public.reference_differs ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.reference_differs RENAME CONSTRAINT reference_differs_a_new TO reference_differs_a;

