- check public.orders_2026_01.only_jan
~ column public.orders_2026_01.note: default 'jan'::text -> 'x'::text; storage external -> (none); comment of January -> (none)
- index public.orders_2026_01.jan_idx
~ table public.orders_2026_01: with fillfactor=70 -> (none)
- table public.orders_2026_02 (with 1 part)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_table_storage public.orders_2026_01
--              set_default public.orders_2026_01.note
--              set_storage public.orders_2026_01.note
--              comment public.orders_2026_01.note
--              drop_index_concurrently public.orders_2026_01.jan_idx
--              drop_constraint public.orders_2026_01.only_jan
-- locks        public.orders_2026_01  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A DROP INDEX CONCURRENTLY that died leaves the index INVALID: run it again.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders_2026_01 ADD CONSTRAINT only_jan CHECK (id > 0);
--   CREATE INDEX jan_idx ON public.orders_2026_01 (id);
--   BEGIN;
--   COMMENT ON COLUMN public.orders_2026_01.note IS 'of January';
--   ALTER TABLE public.orders_2026_01 ALTER COLUMN note SET STORAGE external;
--   ALTER TABLE public.orders_2026_01 ALTER COLUMN note SET DEFAULT 'jan'::text;
--   COMMIT;
--   ALTER TABLE public.orders_2026_01 SET (fillfactor = 70);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders_2026_01 SHARE UPDATE EXCLUSIVE; catalog only
ALTER TABLE public.orders_2026_01 RESET (fillfactor);

-- locks: public.orders_2026_01 ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders_2026_01 ALTER COLUMN note SET DEFAULT 'x'::text;
DO $$
BEGIN
  EXECUTE 'ALTER TABLE public.orders_2026_01 ALTER COLUMN note SET STORAGE ' || (
    SELECT CASE t.typstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END
      FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
     WHERE a.attrelid = 'public.orders_2026_01'::regclass AND a.attname = 'note');
END $$;
COMMENT ON COLUMN public.orders_2026_01.note IS NULL;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders_2026_01 SHARE UPDATE EXCLUSIVE; catalog only
DROP INDEX CONCURRENTLY public.jan_idx;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders_2026_01 ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders_2026_01 DROP CONSTRAINT only_jan;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      detach_partition public.orders_2026_02
--              drop_table public.orders_2026_02
-- locks        public.customers       ACCESS EXCLUSIVE  catalog only
--              public.orders          ACCESS EXCLUSIVE  catalog only
--              public.orders_2026_02  ACCESS EXCLUSIVE  catalog only
--              public.orders_rest     ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code, LS101 data_loss
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TABLE public.orders_2026_02
--   ALTER TABLE public.orders ATTACH PARTITION public.orders_2026_02 FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');

SET lock_timeout = '250ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.customers SHARE ROW EXCLUSIVE; catalog only
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_2026_02 ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_rest ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.customers IN SHARE ROW EXCLUSIVE MODE;
LOCK TABLE ONLY public.orders, public.orders_2026_02, public.orders_rest IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.orders DETACH PARTITION public.orders_2026_02;
COMMIT;

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.customers ACCESS EXCLUSIVE, public.orders_2026_02 ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.customers, public.orders_2026_02 IN ACCESS EXCLUSIVE MODE;
DROP TABLE public.orders_2026_02;
COMMIT;

