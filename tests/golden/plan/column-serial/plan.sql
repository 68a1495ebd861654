+ column public.orders.id
+ column public.orders.number
+ primary key public.orders.orders_pkey
+ sequence public.orders_number_seq

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_sequence public.orders_number_seq
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP SEQUENCE public.orders_number_seq;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE SEQUENCE public.orders_number_seq AS integer;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_numbers public.orders.id
--              share_access public.orders.id
--              add_column_without_values public.orders.id
--              create_helper_function public.orders.id
--              create_helper_trigger public.orders.id
--              add_column_without_values public.orders.number
--              create_helper_function public.orders.number
--              create_helper_trigger public.orders.number
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_orders_number_fill ON public.orders;
--   DROP FUNCTION public.orders_number_fill();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN number;
--   BEGIN;
--   DROP TRIGGER zzz_orders_id_fill ON public.orders;
--   DROP FUNCTION public.orders_id_fill();
--   COMMIT;
--   ALTER TABLE public.orders DROP COLUMN id;
--   DROP SEQUENCE public.orders_id_numbers;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Numbers rows until id is NOT NULL and can be an identity, which goes on from there.
BEGIN;
CREATE SEQUENCE public.orders_id_numbers AS bigint START WITH 1000;
GRANT USAGE ON SEQUENCE public.orders_id_numbers TO PUBLIC;
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ADD COLUMN id bigint, ALTER COLUMN id SET DEFAULT nextval('public.orders_id_numbers'::regclass);

-- Fills id of rows that are written before the backfill comes to them.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE FUNCTION public.orders_id_fill() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW.id := (SELECT nextval('public.orders_id_numbers'::regclass) FROM (SELECT NEW.*) AS orders);
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_id_fill BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW WHEN (NEW.id IS NULL)
  EXECUTE FUNCTION public.orders_id_fill();
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ADD COLUMN number integer, ALTER COLUMN number SET DEFAULT nextval('public.orders_number_seq'::regclass);

-- Fills number of rows that are written before the backfill comes to them.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE FUNCTION public.orders_number_fill() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  NEW.number := (SELECT nextval('public.orders_number_seq'::regclass) FROM (SELECT NEW.*) AS orders);
  RETURN NEW;
END
$$;
CREATE TRIGGER zzz_orders_number_fill BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW WHEN (NEW.number IS NULL)
  EXECUTE FUNCTION public.orders_number_fill();
COMMIT;

==> 20260101000002_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      backfill public.orders.id
--              backfill public.orders.number
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills id of the old rows in batches of 64 pages, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  page_count CONSTANT bigint := pg_relation_size('public.orders'::regclass) / current_setting('block_size')::bigint;
  page_number bigint := 0;
  first_row tid;
  behind_row tid;
BEGIN
  WHILE page_number < page_count LOOP
    first_row := format('(%s,0)', page_number)::tid;
    page_number := page_number + 64;
    behind_row := format('(%s,0)', page_number)::tid;
    UPDATE public.orders
       SET id = nextval('public.orders_id_numbers'::regclass)
     WHERE ctid >= first_row AND ctid < behind_row
       AND id IS NULL;
    COMMIT;
  END LOOP;
END
$backfill$;

-- Fills number of the old rows in batches of 64 pages, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  page_count CONSTANT bigint := pg_relation_size('public.orders'::regclass) / current_setting('block_size')::bigint;
  page_number bigint := 0;
  first_row tid;
  behind_row tid;
BEGIN
  WHILE page_number < page_count LOOP
    first_row := format('(%s,0)', page_number)::tid;
    page_number := page_number + 64;
    behind_row := format('(%s,0)', page_number)::tid;
    UPDATE public.orders
       SET number = nextval('public.orders_number_seq'::regclass)
     WHERE ctid >= first_row AND ctid < behind_row
       AND number IS NULL;
    COMMIT;
  END LOOP;
END
$backfill$;

==> 20260101000003_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_helper_trigger public.orders.id
--              drop_helper_function public.orders.id
--              drop_helper_trigger public.orders.number
--              drop_helper_function public.orders.number
--              add_check_not_valid public.orders.orders_id_not_null
--              validate_constraint public.orders.orders_id_not_null
--              set_not_null_proven public.orders.id
--              drop_constraint public.orders.orders_id_not_null
--              set_default public.orders.id
--              change_identity public.orders.id
--              drop_numbers public.orders.id
--              create_index_concurrently public.orders.orders_pkey
--              add_key_using_index public.orders.orders_pkey
--              add_check_not_valid public.orders.orders_number_not_null
--              validate_constraint public.orders.orders_number_not_null
--              set_not_null_proven public.orders.number
--              drop_constraint public.orders.orders_number_not_null
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 4 and 10 of 11.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_number_not_null CHECK (number IS NOT NULL);
--   ALTER TABLE public.orders ALTER COLUMN number DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_number_not_null
--   ALTER TABLE public.orders DROP CONSTRAINT orders_number_not_null;
--   ALTER TABLE public.orders DROP CONSTRAINT orders_pkey;
--   DROP INDEX CONCURRENTLY public.orders_pkey;
--   BEGIN;
--   CREATE SEQUENCE public.orders_id_numbers AS bigint START WITH 1000;
--   DO $$
--   DECLARE
--     own regclass := (
--       SELECT d.objid FROM pg_depend d
--         JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
--        WHERE d.refobjid = 'public.orders'::regclass AND a.attname = 'id'
--          AND d.classid = 'pg_class'::regclass AND d.deptype = 'i');
--   BEGIN
--     LOCK TABLE public.orders IN ACCESS EXCLUSIVE MODE;
--     EXECUTE format('SELECT setval(%L, last_value, is_called) FROM %s', 'public.orders_id_numbers', own);
--   END
--   $$;
--   ALTER TABLE public.orders ALTER COLUMN id DROP IDENTITY;
--   ALTER TABLE public.orders ALTER COLUMN id SET DEFAULT nextval('public.orders_id_numbers'::regclass);
--   COMMIT;
--   BEGIN;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_id_not_null CHECK (id IS NOT NULL);
--   ALTER TABLE public.orders ALTER COLUMN id DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_id_not_null
--   ALTER TABLE public.orders DROP CONSTRAINT orders_id_not_null;
--   -- can not be undone: DROP TRIGGER zzz_orders_number_fill ON public.orders
--   -- can not be undone: DROP TRIGGER zzz_orders_id_fill ON public.orders

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
DROP TRIGGER zzz_orders_id_fill ON public.orders;
DROP FUNCTION public.orders_id_fill();
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
DROP TRIGGER zzz_orders_number_fill ON public.orders;
DROP FUNCTION public.orders_number_fill();
COMMIT;

-- Proves id NOT NULL: new rows are checked from now on.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE id IS NULL LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_id_not_null CHECK (id IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_id_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN id SET NOT NULL;
ALTER TABLE public.orders DROP CONSTRAINT orders_id_not_null;
COMMIT;

-- id counts on from where public.orders_id_numbers is.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN id DROP DEFAULT;
ALTER TABLE public.orders ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (START WITH 1000);
DO $$
DECLARE
  own regclass := (
    SELECT d.objid FROM pg_depend d
      JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
     WHERE d.refobjid = 'public.orders'::regclass AND a.attname = 'id'
       AND d.classid = 'pg_class'::regclass AND d.deptype = 'i');
BEGIN
  EXECUTE format('SELECT setval(%L, last_value, is_called) FROM %s', own, 'public.orders_id_numbers');
END
$$;
DROP SEQUENCE public.orders_id_numbers;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- The index of the constraint, built beside the traffic.
-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.orders WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_pkey;
CREATE UNIQUE INDEX CONCURRENTLY orders_pkey ON public.orders (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Adopts the finished index: a catalog change.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_pkey;

-- Proves number NOT NULL: new rows are checked from now on.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE number IS NULL LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_number_not_null CHECK (number IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_number_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN number SET NOT NULL;
ALTER TABLE public.orders DROP CONSTRAINT orders_number_not_null;
COMMIT;

==> 20260101000004_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  file: all statements commit together or not at all
-- changes      sequence_owned_by public.orders_number_seq
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER SEQUENCE public.orders_number_seq OWNED BY NONE;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER SEQUENCE public.orders_number_seq OWNED BY public.orders.number;

COMMIT;

