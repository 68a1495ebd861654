+ column public.orders.total
~ function public.dear(public.orders): body SELECT $1.id > 100 -> SELECT $1.total > 100
~ function public.known(): sql_body BEGIN ATOMIC  SELECT orders.id,      orders.note     FROM... -> BEGIN ATOMIC  SELECT orders.id,      orders.note,      or...
~ function public.listed(): body SELECT id, note FROM orders -> SELECT id, note, total FROM orders
~ function public.one(bigint): body DECLARE found orders; BEGIN SELECT id, note INTO found FR... -> DECLARE found orders; BEGIN SELECT id, note, total INTO f...
~ view public.notes: query ...own() known(id, note) -> ...own() known(id, note, total)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_column public.orders.total
--              replace_function public.known()
--              replace_function public.listed()
--              replace_function public.one(bigint)
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- It gives rows of the table: between the two it would fail.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ADD COLUMN total bigint;
CREATE OR REPLACE FUNCTION public.known() RETURNS SETOF public.orders
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT orders.id,
     orders.note,
     orders.total
    FROM public.orders;
END;
CREATE OR REPLACE FUNCTION public.listed() RETURNS SETOF public.orders
    LANGUAGE sql STABLE
    AS $$SELECT id, note, total FROM orders$$;
CREATE OR REPLACE FUNCTION public.one(bigint) RETURNS public.orders
    LANGUAGE plpgsql
    AS $$DECLARE found orders; BEGIN SELECT id, note, total INTO found FROM orders WHERE id = $1; RETURN found; END$$;
COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      replace_function public.dear(public.orders)
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE OR REPLACE FUNCTION public.dear(public.orders) RETURNS boolean
--       LANGUAGE sql
--       AS $$SELECT $1.id > 100$$;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE OR REPLACE FUNCTION public.dear(public.orders) RETURNS boolean
    LANGUAGE sql
    AS $$SELECT $1.total > 100$$;

COMMIT;

==> 20260101000002_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      replace_view public.notes
-- locks        public.notes  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.notes ACCESS EXCLUSIVE; catalog only
CREATE OR REPLACE VIEW public.notes AS
SELECT known.id,
    known.note
   FROM public.known() known(id, note, total);

