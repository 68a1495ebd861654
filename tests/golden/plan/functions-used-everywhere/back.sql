- function public.is_sane(bigint)
- function public.limit_of_tax()
- function public.newest(public.orders)
- function public.next_order()
- function public.note_change()
- function public.tax_of(bigint)
- table public.orders (with 7 parts)
- view public.taxes

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_function public.limit_of_tax()
--              drop_function public.newest(public.orders)
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE FUNCTION public.newest(public.orders) RETURNS SETOF public.taxes
--       LANGUAGE sql
--       AS $$SELECT * FROM taxes$$;
--   CREATE FUNCTION public.limit_of_tax() RETURNS bigint
--       LANGUAGE sql IMMUTABLE
--       AS $$SELECT 1000000::bigint$$;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP FUNCTION public.limit_of_tax();

DROP FUNCTION public.newest(public.orders);

COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_view public.taxes
--              drop_table public.orders
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
--              public.taxes   ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code, LS101 data_loss
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TABLE public.orders
--   CREATE VIEW public.taxes AS
--   SELECT orders.id,
--       public.tax_of(orders.total) AS tax
--      FROM public.orders;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.taxes ACCESS EXCLUSIVE; catalog only
DROP VIEW public.taxes;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
DROP TABLE public.orders;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_function public.is_sane(bigint)
--              drop_function public.next_order()
--              drop_function public.note_change()
--              drop_function public.tax_of(bigint)
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE FUNCTION public.tax_of(bigint) RETURNS bigint
--       LANGUAGE sql IMMUTABLE
--       AS $$SELECT $1 / 4$$;
--   CREATE FUNCTION public.note_change() RETURNS trigger
--       LANGUAGE plpgsql
--       AS $$DECLARE last orders%ROWTYPE; BEGIN RETURN NULL; END$$;
--   CREATE FUNCTION public.next_order() RETURNS bigint
--       LANGUAGE sql
--       AS $$SELECT COALESCE(max(id), 0) + 1 FROM orders$$;
--   CREATE FUNCTION public.is_sane(bigint) RETURNS boolean
--       LANGUAGE sql IMMUTABLE
--       AS $$SELECT tax_of($1) < limit_of_tax()$$;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP FUNCTION public.is_sane(bigint);

DROP FUNCTION public.next_order();

DROP FUNCTION public.note_change();

DROP FUNCTION public.tax_of(bigint);

COMMIT;

