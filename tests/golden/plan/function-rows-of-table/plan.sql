- column public.orders.total
~ function public.dear(public.orders): body SELECT $1.total > 100 -> SELECT $1.id > 100
~ function public.known(): sql_body BEGIN ATOMIC  SELECT orders.id,      orders.note,      or... -> BEGIN ATOMIC  SELECT orders.id,      orders.note     FROM...
~ function public.listed(): body SELECT id, note, total FROM orders -> SELECT id, note FROM orders
~ function public.one(bigint): body DECLARE found orders; BEGIN SELECT id, note, total INTO f... -> DECLARE found orders; BEGIN SELECT id, note INTO found FR...
~ view public.notes: query ...own() known(id, note, total) -> ...own() known(id, note)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      replace_function public.dear(public.orders)
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE OR REPLACE FUNCTION public.dear(public.orders) RETURNS boolean
--       LANGUAGE sql
--       AS $$SELECT $1.total > 100$$;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE OR REPLACE FUNCTION public.dear(public.orders) RETURNS boolean
    LANGUAGE sql
    AS $$SELECT $1.id > 100$$;

COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      replace_function public.known()
--              drop_column public.orders.total
--              replace_function public.listed()
--              replace_function public.one(bigint)
--              replace_view public.notes
-- locks        public.notes   ACCESS EXCLUSIVE  catalog only
--              public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 2.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Nobody sees it: for the columns that go, in the same transaction.
-- It gives rows of the table: between the two it would fail.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
CREATE OR REPLACE FUNCTION public.known() RETURNS SETOF public.orders
    LANGUAGE sql STABLE
    RETURN NULL::public.orders;
ALTER TABLE public.orders DROP COLUMN total;
CREATE OR REPLACE FUNCTION public.known() RETURNS SETOF public.orders
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT orders.id,
     orders.note
    FROM public.orders;
END;
CREATE OR REPLACE FUNCTION public.listed() RETURNS SETOF public.orders
    LANGUAGE sql STABLE
    AS $$SELECT id, note FROM orders$$;
CREATE OR REPLACE FUNCTION public.one(bigint) RETURNS public.orders
    LANGUAGE plpgsql
    AS $$DECLARE found orders; BEGIN SELECT id, note INTO found FROM orders WHERE id = $1; RETURN found; END$$;
COMMIT;

-- locks: public.notes ACCESS EXCLUSIVE; catalog only
CREATE OR REPLACE VIEW public.notes AS
SELECT known.id,
    known.note
   FROM public.known() known(id, note);

