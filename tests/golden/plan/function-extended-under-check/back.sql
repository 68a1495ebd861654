! check public.orders.orders_total_check: rebuilt around function public.fee(bigint, text)
~ column public.orders.id: bound to the new function public.fee(bigint, text)
+ function public.fee(bigint)
- function public.fee(bigint, text)
! index public.orders.orders_fee_idx: rebuilt around function public.fee(bigint, text)
! view public.fees: rebuilt around function public.fee(bigint, text)
refused without --allow breaks_old_code: CREATE FUNCTION public.fee(bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    AS $$SELECT $1 / 100$$

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  file: all statements commit together or not at all
-- changes      create_ambiguous_function public.fee(bigint)
-- hazards      accepted: LS301 breaks_old_code
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

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      rename_replaced_function public.fee(bigint, text)
--              keep_privileges public.fees
--              add_check_not_valid public.orders.orders_total_check
--              rebuild_view public.fees
--              set_default public.orders.id
--              validate_constraint public.orders.orders_total_check
--              drop_constraint public.orders.orders_total_check
--              rename_constraint public.orders.orders_total_check
--              create_index_concurrently public.orders.orders_fee_idx
--              analyze public.orders.orders_fee_idx
--              rename_index public.orders.orders_fee_idx
--              drop_index_concurrently public.orders.orders_fee_idx
--              drop_replaced_function public.fee(bigint, text)
-- locks        public.fees    ACCESS EXCLUSIVE        catalog only
--              public.orders  ACCESS EXCLUSIVE        catalog only
--              public.orders  SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 3 and 6 of 9.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
--              A DROP INDEX CONCURRENTLY that died leaves the index INVALID: run it again.
-- to go back   run these, in this order:
--   -- can not be undone: DROP FUNCTION public.fee_old(bigint, text)
--   CREATE INDEX CONCURRENTLY orders_fee_idx_old ON public.orders (public.fee(total));
--   BEGIN;
--   ALTER INDEX public.orders_fee_idx RENAME TO orders_fee_idx_new;
--   ALTER INDEX public.orders_fee_idx_old RENAME TO orders_fee_idx;
--   COMMIT;
--   -- nothing to undo: ANALYZE public.orders
--   DROP INDEX CONCURRENTLY public.orders_fee_idx_new;
--   BEGIN;
--   ALTER TABLE public.orders RENAME CONSTRAINT orders_total_check TO orders_total_check_new;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_total_check CHECK (public.fee(total) >= 0) NOT VALID;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_total_check_new
--   ALTER TABLE public.orders ALTER COLUMN id SET DEFAULT public.fee((300)::bigint);
--   -- can not be undone: ALTER FUNCTION public.fee(bigint, text) RENAME TO fee_old

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of public.fees.
-- The new rule stands beside the old one until every old row is known to keep it.
-- Gives public.fees its owner and grants back.
-- locks: public.orders ACCESS EXCLUSIVE, public.fees ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER FUNCTION public.fee(bigint, text) RENAME TO fee_old;
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
ALTER TABLE public.orders ADD CONSTRAINT orders_total_check_new CHECK (public.fee(total) >= 0) NOT VALID;
DROP VIEW public.fees;
CREATE VIEW public.fees AS
SELECT public.fee(orders.total) AS fee
   FROM public.orders;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_fees');
END $$;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ALTER COLUMN id SET DEFAULT public.fee((300)::bigint);

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.orders WHERE NOT (public.fee(total) >= 0) LIMIT 5;
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_total_check_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new rule takes the old one's name.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders DROP CONSTRAINT orders_total_check;
ALTER TABLE public.orders RENAME CONSTRAINT orders_total_check_new TO orders_total_check;
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

DROP FUNCTION public.fee_old(bigint, text);

