- function public.mask(text)
~ security label "anon on column public.people.email": label MASKED WITH VALUE 'it''s hidden' -> MASKED WITH VALUE NULL
- security label "anon on function public.mask(pg_catalog.text)"
- security label "anon on table public.people"
! security label "anon on view public.mails": rebuilt around view public.mails
- security label "selinux on schema public"
! view public.mails: query  SELECT people.id,     people.email    FROM public.people ->  SELECT people.email    FROM public.people

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      security_label "anon on column public.people.email"
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   SECURITY LABEL FOR anon ON COLUMN public.people.email
--       IS 'MASKED WITH VALUE ''it''''s hidden''';

SET lock_timeout = '3s';
SET statement_timeout = '15s';

SECURITY LABEL FOR anon ON COLUMN public.people.email
    IS 'MASKED WITH VALUE NULL';

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_function public.mask(text)
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE FUNCTION public.mask(text) RETURNS text
--       LANGUAGE sql
--       AS $$SELECT 'x'$$;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP FUNCTION public.mask(text);

COMMIT;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      security_label "anon on table public.people"
--              security_label "anon on view public.mails"
--              keep_privileges public.mails
--              rebuild_view public.mails
--              security_label "selinux on schema public"
-- locks        public.mails  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   SECURITY LABEL FOR selinux ON SCHEMA public
--       IS 'system_u:object_r:sepgsql_schema_t:s0';
--   -- can not be undone: SECURITY LABEL FOR anon ON VIEW public.mails
--   SECURITY LABEL FOR anon ON TABLE public.people
--       IS 'TUNED';

SET lock_timeout = '3s';
SET statement_timeout = '15s';

SECURITY LABEL FOR anon ON TABLE public.people
    IS NULL;

-- Remembers the owner and the grants of public.mails.
-- Gives public.mails its owner and grants back.
-- locks: public.mails ACCESS EXCLUSIVE; catalog only
BEGIN;
SECURITY LABEL FOR anon ON VIEW public.mails
    IS NULL;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_mails', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.mails', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.mails'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.mails', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.mails'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.mails',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.mails'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.mails'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.mails;
CREATE VIEW public.mails AS
SELECT people.email
   FROM public.people;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_mails');
END $$;
SECURITY LABEL FOR anon ON VIEW public.mails
    IS 'TUNED';
COMMIT;

SECURITY LABEL FOR selinux ON SCHEMA public
    IS NULL;

