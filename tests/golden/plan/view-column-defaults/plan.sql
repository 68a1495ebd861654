+ function public.next_order()
~ view public.all_orders: column_defaults (none) -> id=public.next_order(), note='it''s new'::text
~ view public.changed: column_defaults note='none'::text, total=0 -> id=7, total=10
~ view public.extended: query  SELECT orders.id    FROM public.orders ->  SELECT orders.id,     orders.total    FROM public.orders; column_defaults id=1 -> id=1, total=5
! view public.reshaped: query  SELECT orders.id,     orders.note,     orders.total    F... ->  SELECT orders.id,     orders.total,     orders.note    F...
+ view public.written

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_function public.next_order()
--              create_view public.written
--              set_view_default public.written
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER VIEW public.written ALTER COLUMN total DROP DEFAULT;
--   ALTER VIEW public.written ALTER COLUMN id DROP DEFAULT;
--   DROP VIEW public.written;
--   DROP FUNCTION public.next_order();

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE FUNCTION public.next_order() RETURNS bigint
    LANGUAGE sql
    AS $$SELECT 42::bigint$$;

CREATE VIEW public.written AS
SELECT orders.id,
    orders.note,
    orders.total
   FROM public.orders;

ALTER VIEW public.written ALTER COLUMN id SET DEFAULT public.next_order();

ALTER VIEW public.written ALTER COLUMN total SET DEFAULT 0;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_view_default public.all_orders
--              set_view_default public.changed
--              replace_view public.extended
--              set_view_default public.extended
--              keep_privileges public.reshaped
--              rebuild_view public.reshaped
--              set_view_default public.reshaped
-- locks        public.all_orders  ACCESS EXCLUSIVE  catalog only
--              public.changed     ACCESS EXCLUSIVE  catalog only
--              public.extended    ACCESS EXCLUSIVE  catalog only
--              public.reshaped    ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1, 2, 3 and 4 of 5.
-- to go back   run these, in this order:
--   -- can not be undone: DO $$
--   ALTER VIEW public.extended ALTER COLUMN total DROP DEFAULT;
--   -- can not be undone: CREATE OR REPLACE VIEW public.extended AS
--   BEGIN;
--   ALTER VIEW public.changed ALTER COLUMN note SET DEFAULT 'none'::text;
--   ALTER VIEW public.changed ALTER COLUMN total SET DEFAULT 0;
--   ALTER VIEW public.changed ALTER COLUMN id DROP DEFAULT;
--   COMMIT;
--   BEGIN;
--   ALTER VIEW public.all_orders ALTER COLUMN note DROP DEFAULT;
--   ALTER VIEW public.all_orders ALTER COLUMN id DROP DEFAULT;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.all_orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER VIEW public.all_orders ALTER COLUMN id SET DEFAULT public.next_order();
ALTER VIEW public.all_orders ALTER COLUMN note SET DEFAULT 'it''s new'::text;
COMMIT;

-- locks: public.changed ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER VIEW public.changed ALTER COLUMN id SET DEFAULT 7;
ALTER VIEW public.changed ALTER COLUMN total SET DEFAULT 10;
ALTER VIEW public.changed ALTER COLUMN note DROP DEFAULT;
COMMIT;

-- locks: public.extended ACCESS EXCLUSIVE; catalog only
CREATE OR REPLACE VIEW public.extended AS
SELECT orders.id,
    orders.total
   FROM public.orders;

-- locks: public.extended ACCESS EXCLUSIVE; catalog only
ALTER VIEW public.extended ALTER COLUMN total SET DEFAULT 5;

-- Remembers the owner and the grants of public.reshaped.
-- Gives public.reshaped its owner and grants back.
-- locks: public.reshaped ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_reshaped', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.reshaped', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.reshaped'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.reshaped', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.reshaped'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.reshaped',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.reshaped'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.reshaped'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.reshaped;
CREATE VIEW public.reshaped AS
SELECT orders.id,
    orders.total,
    orders.note
   FROM public.orders;
ALTER VIEW public.reshaped ALTER COLUMN note SET DEFAULT 'from afar'::text;
ALTER VIEW public.reshaped ALTER COLUMN total SET DEFAULT 1;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_reshaped');
END $$;
COMMIT;

