+ function public.fee(bigint)
- function public.fee(bigint, text)
! view public.fees: rebuilt around function public.fee(bigint, text)
! view public.highest: rebuilt around view public.fees
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

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      keep_privileges public.highest
--              rebuild_view public.highest
--              keep_privileges public.fees
--              rebuild_view public.fees
--              drop_taken_over_function public.fee(bigint, text)
-- locks        public.fees     ACCESS EXCLUSIVE  catalog only
--              public.highest  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of public.highest.
-- Remembers the owner and the grants of public.fees.
-- Gives public.fees its owner and grants back.
-- Gives public.highest its owner and grants back.
-- locks: public.highest ACCESS EXCLUSIVE, public.fees ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_highest', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.highest', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.highest'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.highest', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.highest'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.highest',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.highest'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.highest'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.highest;
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
DROP VIEW public.fees;
DROP FUNCTION public.fee(bigint, text);
CREATE VIEW public.fees AS
SELECT orders.id,
    public.fee(orders.total) AS fee
   FROM public.orders;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_fees');
END $$;
CREATE VIEW public.highest AS
SELECT max(fees.fee) AS fee
   FROM public.fees;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_highest');
END $$;
COMMIT;

