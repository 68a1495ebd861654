~ column public.orders.total: default public.fee((7)::bigint, 'EUR'::text) -> public.fee((7)::bigint)
+ function public.fee(bigint)
- function public.fee(bigint, text)
~ view public.fees: query  SELECT orders.id,     public.fee(orders.total, 'EUR'::te... ->  SELECT orders.id,     public.fee(orders.total) AS fee   ...

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_function public.fee(bigint)
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP FUNCTION public.fee(bigint);

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE FUNCTION public.fee(bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    AS $$SELECT $1 / 100$$;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_default public.orders.total
--              replace_view public.fees
-- locks        public.fees    ACCESS EXCLUSIVE  catalog only
--              public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   -- can not be undone: CREATE OR REPLACE VIEW public.fees AS
--   ALTER TABLE public.orders ALTER COLUMN total SET DEFAULT public.fee((7)::bigint, 'EUR'::text);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ALTER COLUMN total SET DEFAULT public.fee((7)::bigint);

-- locks: public.fees ACCESS EXCLUSIVE; catalog only
CREATE OR REPLACE VIEW public.fees AS
SELECT orders.id,
    public.fee(orders.total) AS fee
   FROM public.orders;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_function public.fee(bigint, text)
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE FUNCTION public.fee(bigint, text) RETURNS bigint
--       LANGUAGE sql IMMUTABLE
--       AS $$SELECT CASE $2 WHEN 'JPY' THEN 0 ELSE $1 / 100 END$$;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP FUNCTION public.fee(bigint, text);

COMMIT;

