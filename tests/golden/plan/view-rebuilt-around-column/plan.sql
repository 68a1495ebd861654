~ column public.orders.total: type integer -> bigint
! view public.big_orders: rebuilt around column public.orders.total
! view public.bigger_orders: rebuilt around view public.big_orders
refused without --allow rewrite, blocks_reads, blocks_writes, breaks_old_code: ALTER TABLE public.orders ALTER COLUMN total DROP DEFAULT, ALTER COLUMN total TYPE bigint, ALTER COLUMN total SET DEFAULT 0

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      keep_privileges public.bigger_orders
--              rebuild_view public.bigger_orders
--              keep_privileges public.big_orders
--              rebuild_view public.big_orders
--              set_type_rewriting public.orders.total
--              comment public.bigger_orders
-- locks        public.big_orders     ACCESS EXCLUSIVE  rewrite
--              public.bigger_orders  ACCESS EXCLUSIVE  rewrite
--              public.orders         ACCESS EXCLUSIVE  rewrite
-- hazards      accepted: LS201 rewrite, LS202 blocks_reads, LS203 blocks_writes, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Remembers the owner and the grants of public.bigger_orders.
-- Remembers the owner and the grants of public.big_orders.
-- Gives public.big_orders its owner and grants back.
-- Gives public.bigger_orders its owner and grants back.
-- locks: public.bigger_orders ACCESS EXCLUSIVE; rewrite
-- locks: public.big_orders ACCESS EXCLUSIVE; rewrite
-- locks: public.orders ACCESS EXCLUSIVE; rewrite
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_bigger_orders', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.bigger_orders', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.bigger_orders'::regclass
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.bigger_orders',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.bigger_orders'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.bigger_orders'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.bigger_orders;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_big_orders', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.big_orders', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.big_orders'::regclass
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.big_orders',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.big_orders'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.big_orders'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.big_orders;
ALTER TABLE public.orders ALTER COLUMN total DROP DEFAULT, ALTER COLUMN total TYPE bigint, ALTER COLUMN total SET DEFAULT 0;
CREATE VIEW public.big_orders AS
SELECT orders.id,
    orders.total
   FROM public.orders
  WHERE (orders.total > 100);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_big_orders');
END $$;
CREATE VIEW public.bigger_orders AS
SELECT big_orders.total
   FROM public.big_orders;
COMMENT ON VIEW public.bigger_orders IS 'on top';
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_bigger_orders');
END $$;
COMMIT;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      analyze public.orders.total
-- locks        public.orders  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (total);

