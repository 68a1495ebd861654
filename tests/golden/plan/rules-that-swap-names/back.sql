> unique public.alike.alike_a: renamed
> check public.alike.alike_b: renamed
> foreign key public.alike.alike_c: renamed
> index public.indexed_low.indexed_b: renamed
> index public.indexed.indexed_a: renamed
> check public.primary_differs.primary_differs_a_old: renamed
> primary key public.primary_differs.primary_differs_a: renamed
- check public.check_differs.check_differs_a
+ check public.check_differs.check_differs_b
- check public.primary_differs.primary_differs_a_old
+ check public.primary_differs.primary_differs_b
- foreign key public.reference_differs.reference_differs_a
+ foreign key public.reference_differs.reference_differs_b
! primary key public.primary_differs.primary_differs_a: columns id, total -> id
+ unique public.check_differs.check_differs_a
- unique public.check_differs.check_differs_b
+ unique public.reference_differs.reference_differs_a
- unique public.reference_differs.reference_differs_b

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      rename_constraint public.alike.alike_a
--              rename_constraint public.alike.alike_b
--              rename_constraint public.alike.alike_c
--              rename_index public.indexed_low.indexed_b
--              rename_index public.indexed.indexed_a
--              rename_constraint public.primary_differs.primary_differs_a_old
--              rename_constraint public.primary_differs.primary_differs_a
--              create_index_concurrently public.primary_differs.primary_differs_a
--              swap_key public.primary_differs.primary_differs_a
--              add_check_not_valid public.check_differs.check_differs_b_new
--              add_check_not_valid public.primary_differs.primary_differs_b
--              add_foreign_key_not_valid public.reference_differs.reference_differs_b_new
--              drop_foreign_key public.reference_differs.reference_differs_a
--              create_index_concurrently public.reference_differs.reference_differs_a
--              add_key_using_index public.reference_differs.reference_differs_a
--              drop_constraint public.check_differs.check_differs_a
--              create_index_concurrently public.check_differs.check_differs_a
--              add_key_using_index public.check_differs.check_differs_a
--              drop_constraint public.primary_differs.primary_differs_a_old
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
--   ALTER TABLE public.primary_differs ADD CONSTRAINT primary_differs_a_old CHECK (total >= 0);
--   ALTER TABLE public.check_differs DROP CONSTRAINT check_differs_a;
--   DROP INDEX CONCURRENTLY public.check_differs_a;
--   ALTER TABLE public.check_differs ADD CONSTRAINT check_differs_a CHECK (total >= 0);
--   ALTER TABLE public.reference_differs DROP CONSTRAINT reference_differs_a;
--   DROP INDEX CONCURRENTLY public.reference_differs_a;
--   ALTER TABLE public.reference_differs ADD CONSTRAINT reference_differs_a FOREIGN KEY (other) REFERENCES public.others(code);
--   ALTER TABLE public.reference_differs DROP CONSTRAINT reference_differs_b_new;
--   ALTER TABLE public.primary_differs DROP CONSTRAINT primary_differs_b;
--   ALTER TABLE public.check_differs DROP CONSTRAINT check_differs_b_new;
--   -- can not be undone: ALTER TABLE public.primary_differs DROP CONSTRAINT primary_differs_a, ADD CONSTRAINT prima ...
--   DROP INDEX CONCURRENTLY public.primary_differs_a_new;
--   BEGIN;
--   ALTER TABLE public.primary_differs RENAME CONSTRAINT primary_differs_a TO primary_differs_b;
--   ALTER TABLE public.primary_differs RENAME CONSTRAINT primary_differs_a_old TO primary_differs_a;
--   COMMIT;
--   BEGIN;
--   ALTER INDEX public.indexed_b RENAME TO indexed_a_old;
--   ALTER INDEX public.indexed_a RENAME TO indexed_b;
--   ALTER INDEX public.indexed_a_old RENAME TO indexed_a;
--   COMMIT;
--   BEGIN;
--   ALTER TABLE public.alike RENAME CONSTRAINT alike_a TO alike_b_old;
--   ALTER TABLE public.alike RENAME CONSTRAINT alike_c TO alike_a;
--   ALTER TABLE public.alike RENAME CONSTRAINT alike_b TO alike_c;
--   ALTER TABLE public.alike RENAME CONSTRAINT alike_b_old TO alike_b;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- It makes way for another one that takes its name.
-- locks: public.alike ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.alike RENAME CONSTRAINT alike_b TO alike_b_old;
ALTER TABLE public.alike RENAME CONSTRAINT alike_c TO alike_b;
ALTER TABLE public.alike RENAME CONSTRAINT alike_a TO alike_c;
ALTER TABLE public.alike RENAME CONSTRAINT alike_b_old TO alike_a;
COMMIT;

-- It makes way for another one that takes its name.
BEGIN;
ALTER INDEX public.indexed_a RENAME TO indexed_a_old;
ALTER INDEX public.indexed_b RENAME TO indexed_a;
ALTER INDEX public.indexed_a_old RENAME TO indexed_b;
COMMIT;

-- It makes way for another one that takes its name.
-- locks: public.primary_differs ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.primary_differs RENAME CONSTRAINT primary_differs_a TO primary_differs_a_old;
ALTER TABLE public.primary_differs RENAME CONSTRAINT primary_differs_b TO primary_differs_a;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.primary_differs SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.primary_differs WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.primary_differs_a_new;
CREATE UNIQUE INDEX CONCURRENTLY primary_differs_a_new ON public.primary_differs (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The old key goes and the new one comes in one statement.
-- locks: public.primary_differs ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.primary_differs DROP CONSTRAINT primary_differs_a, ADD CONSTRAINT primary_differs_a PRIMARY KEY USING INDEX primary_differs_a_new;

-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.check_differs ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.check_differs WHERE NOT (total > 0) LIMIT 5;
ALTER TABLE public.check_differs ADD CONSTRAINT check_differs_b_new CHECK (total > 0) NOT VALID;

-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.primary_differs ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.primary_differs WHERE NOT (total > 0) LIMIT 5;
ALTER TABLE public.primary_differs ADD CONSTRAINT primary_differs_b CHECK (total > 0) NOT VALID;

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- New rows are checked from now on; old rows follow with VALIDATE.
-- locks: public.others SHARE ROW EXCLUSIVE, public.reference_differs SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.other FROM public.reference_differs t WHERE t.other IS NOT NULL AND NOT EXISTS (SELECT FROM public.others r WHERE r.id = t.other) LIMIT 5;
BEGIN;
LOCK TABLE public.others, public.reference_differs IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.reference_differs ADD CONSTRAINT reference_differs_b_new FOREIGN KEY (other) REFERENCES public.others(id) NOT VALID;
COMMIT;

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.others ACCESS EXCLUSIVE, public.reference_differs ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.others, public.reference_differs IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.reference_differs DROP CONSTRAINT reference_differs_a;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- The index of the constraint, built beside the traffic.
-- locks: public.reference_differs SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.reference_differs WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.reference_differs_a;
CREATE UNIQUE INDEX CONCURRENTLY reference_differs_a ON public.reference_differs (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Adopts the finished index: a catalog change.
-- locks: public.reference_differs ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.reference_differs ADD CONSTRAINT reference_differs_a UNIQUE USING INDEX reference_differs_a;

-- locks: public.check_differs ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.check_differs DROP CONSTRAINT check_differs_a;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- The index of the constraint, built beside the traffic.
-- locks: public.check_differs SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.check_differs WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.check_differs_a;
CREATE UNIQUE INDEX CONCURRENTLY check_differs_a ON public.check_differs (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Adopts the finished index: a catalog change.
-- locks: public.check_differs ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.check_differs ADD CONSTRAINT check_differs_a UNIQUE USING INDEX check_differs_a;

-- locks: public.primary_differs ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.primary_differs DROP CONSTRAINT primary_differs_a_old;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.check_differs.check_differs_b_new
--              validate_constraint public.primary_differs.primary_differs_b
--              validate_constraint public.reference_differs.reference_differs_b_new
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
ALTER TABLE public.check_differs VALIDATE CONSTRAINT check_differs_b_new;

-- locks: public.primary_differs SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.primary_differs VALIDATE CONSTRAINT primary_differs_b;

-- locks: public.others ROW SHARE, public.reference_differs SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.reference_differs VALIDATE CONSTRAINT reference_differs_b_new;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_constraint public.check_differs.check_differs_b
--              rename_constraint public.check_differs.check_differs_b
--              drop_constraint public.reference_differs.reference_differs_b
--              rename_constraint public.reference_differs.reference_differs_b
-- locks        public.check_differs      ACCESS EXCLUSIVE  catalog only
--              public.reference_differs  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.reference_differs RENAME CONSTRAINT reference_differs_b TO reference_differs_b_new;
--   ALTER TABLE public.reference_differs ADD CONSTRAINT reference_differs_b UNIQUE (id, other);
--   ALTER TABLE public.check_differs RENAME CONSTRAINT check_differs_b TO check_differs_b_new;
--   ALTER TABLE public.check_differs ADD CONSTRAINT check_differs_b UNIQUE (id, total);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.check_differs ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.check_differs DROP CONSTRAINT check_differs_b;

-- Its name is free now.
-- locks: public.check_differs ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.check_differs RENAME CONSTRAINT check_differs_b_new TO check_differs_b;

-- locks: public.reference_differs ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.reference_differs DROP CONSTRAINT reference_differs_b;

-- Its name is free now.
-- locks: public.reference_differs ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.reference_differs RENAME CONSTRAINT reference_differs_b_new TO reference_differs_b;

