! check public.orders.fee_is_small: rebuilt around function public.fee(bigint)
~ column public.orders.total: bound to the new function public.fee(bigint)
~ function public.double_fee(bigint): bound to the new function public.fee(bigint)
! function public.fee(bigint): arguments price bigint -> amount bigint; body SELECT price / 100 -> SELECT amount / 100
! index public.orders.orders_fee_idx: rebuilt around function public.fee(bigint)
! trigger public.orders.stamp: rebuilt around function public.fee(bigint)
! view public.fees: rebuilt around function public.fee(bigint)
refused without --allow breaks_old_code: CREATE FUNCTION public.fee(amount bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    AS $$SELECT amount / 100$$

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      keep_privileges public.fee(bigint)
--              rename_replaced_function public.fee(bigint)
--              reshape_function public.fee(bigint)
--              keep_privileges public.fees
--              add_check_not_valid public.orders.fee_is_small
--              rebuild_trigger public.orders.stamp
--              rebuild_view public.fees
-- locks        public.fees    ACCESS EXCLUSIVE  catalog only
--              public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of public.fee(bigint).
-- Gives public.fee(bigint) its owner and grants back.
-- Remembers the owner and the grants of public.fees.
-- The new rule stands beside the old one until every old row is known to keep it.
-- Gives public.fees its owner and grants back.
-- locks: public.orders ACCESS EXCLUSIVE, public.fees ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.function_92e5f033387a2877', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER FUNCTION %s OWNER TO %I', f.name, pg_get_userbyid(p.proowner)) AS command
      FROM (SELECT 'public.fee(bigint)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure
    UNION ALL
    SELECT format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f.name)
      FROM (SELECT 'public.fee(bigint)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure WHERE p.proacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s%s', f.name,
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT 'public.fee(bigint)' AS name) f JOIN pg_proc p ON p.oid = f.name::regprocedure, aclexplode(p.proacl) a) kept;
END $$;
ALTER FUNCTION public.fee(bigint) RENAME TO fee_old;
CREATE FUNCTION public.fee(amount bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    AS $$SELECT amount / 100$$;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.function_92e5f033387a2877');
END $$;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_fees', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.fees', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.fees'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.fees', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.fees'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.fees',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.fees'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.fees'::regclass AND NOT t.attisdropped) p) kept;
END $$;
ALTER TABLE public.orders ADD CONSTRAINT fee_is_small_new CHECK (public.fee(total) < 1000) NOT VALID;
DROP TRIGGER stamp ON public.orders;
CREATE TRIGGER stamp
    BEFORE INSERT ON public.orders
    FOR EACH ROW WHEN (public.fee(new.total) > 0)
    EXECUTE FUNCTION public.stamp();
DROP VIEW public.fees;
CREATE VIEW public.fees AS
SELECT orders.id,
    public.fee(orders.total) AS fee
   FROM public.orders;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_fees');
END $$;
COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      replace_function public.double_fee(bigint)
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE OR REPLACE FUNCTION public.double_fee(bigint) RETURNS bigint
--       LANGUAGE sql
--       RETURN (2 * public.fee($1));

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE OR REPLACE FUNCTION public.double_fee(bigint) RETURNS bigint
    LANGUAGE sql
    RETURN (2 * public.fee($1));

COMMIT;

==> 20260101000002_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_default public.orders.total
--              validate_constraint public.orders.fee_is_small
--              drop_constraint public.orders.fee_is_small
--              rename_constraint public.orders.fee_is_small
--              create_index_concurrently public.orders.orders_fee_idx
--              analyze public.orders.orders_fee_idx
--              rename_index public.orders.orders_fee_idx
--              drop_index_concurrently public.orders.orders_fee_idx
--              drop_replaced_function public.fee(bigint)
-- locks        public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1, 2 and 5 of 8.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
--              A DROP INDEX CONCURRENTLY that died leaves the index INVALID: run it again.
-- to go back   run these, in this order:
--   -- can not be undone: DROP FUNCTION public.fee_old(bigint)
--   CREATE INDEX CONCURRENTLY orders_fee_idx_old ON public.orders (public.fee(total));
--   BEGIN;
--   ALTER INDEX public.orders_fee_idx RENAME TO orders_fee_idx_new;
--   ALTER INDEX public.orders_fee_idx_old RENAME TO orders_fee_idx;
--   COMMIT;
--   -- nothing to undo: ANALYZE public.orders
--   DROP INDEX CONCURRENTLY public.orders_fee_idx_new;
--   BEGIN;
--   ALTER TABLE public.orders RENAME CONSTRAINT fee_is_small TO fee_is_small_new;
--   ALTER TABLE public.orders ADD CONSTRAINT fee_is_small CHECK (public.fee(total) < 1000) NOT VALID;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT fee_is_small_new
--   ALTER TABLE public.orders ALTER COLUMN total SET DEFAULT public.fee((1000)::bigint);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ALTER COLUMN total SET DEFAULT public.fee((1000)::bigint);

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE NOT (public.fee(total) < 1000) LIMIT 5;
ALTER TABLE public.orders VALIDATE CONSTRAINT fee_is_small_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new rule takes the old one's name.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders DROP CONSTRAINT fee_is_small;
ALTER TABLE public.orders RENAME CONSTRAINT fee_is_small_new TO fee_is_small;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; index build
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.orders_fee_idx_new;
CREATE INDEX CONCURRENTLY orders_fee_idx_new ON public.orders (public.fee(total));

SET lock_timeout = '1min';

-- Without it the planner guesses what the index's expression holds.
-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new index takes the old one's name.
BEGIN;
ALTER INDEX public.orders_fee_idx RENAME TO orders_fee_idx_old;
ALTER INDEX public.orders_fee_idx_new RENAME TO orders_fee_idx;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
DROP INDEX CONCURRENTLY public.orders_fee_idx_old;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

DROP FUNCTION public.fee_old(bigint);

