~ enum public.mood: values calm, keen -> calm, keen, sour
~ range type public.span: subtype bigint -> integer
+ security label "anon on column public.gone.id"
- security label "anon on database"
+ security label "anon on table public.gone"
~ security label "anon on type public.mood": label two -> one
~ security label "anon on type public.span": label two -> one
+ table public.gone (with 1 part)
refused without --allow breaks_old_code: DROP TYPE public.span
refused without --allow breaks_old_code: CREATE TYPE public.span AS RANGE (SUBTYPE = integer)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.gone
--              security_label "anon on column public.gone.id"
--              security_label "anon on table public.gone"
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   SECURITY LABEL FOR anon ON TABLE public.gone
--       IS NULL;
--   SECURITY LABEL FOR anon ON COLUMN public.gone.id
--       IS NULL;
--   DROP TABLE public.gone;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.gone (
  id bigint
);

SECURITY LABEL FOR anon ON COLUMN public.gone.id
    IS 'one';

SECURITY LABEL FOR anon ON TABLE public.gone
    IS 'one';

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_enum_value public.mood
--              security_label "anon on type public.mood"
--              security_label "anon on type public.span"
--              keep_privileges public.span
--              replace_range public.span
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   SECURITY LABEL FOR anon ON TYPE public.span
--       IS NULL;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.public_span', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'TYPE public.span',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('type', '{"public.span"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
--       UNION ALL
--       SELECT 'REVOKE ALL ON TYPE ' || 'public.span' || ' FROM PUBLIC' FROM pg_type WHERE oid = 'public.span'::regtype AND typacl IS NOT NULL
--       UNION ALL
--       SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public.span',
--                     CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
--                     CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
--         FROM pg_type t, aclexplode(t.typacl) p WHERE t.oid = 'public.span'::regtype) kept;
--   END $$;
--   DROP TYPE public.span;
--   CREATE TYPE public.span AS RANGE (SUBTYPE = bigint);
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.public_span');
--   END $$;
--   SECURITY LABEL FOR anon ON TYPE public.span
--       IS 'two';
--   COMMIT;
--   SECURITY LABEL FOR anon ON TYPE public.mood
--       IS 'two';
--   -- can not be undone: ALTER TYPE public.mood ADD VALUE 'sour'

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER TYPE public.mood ADD VALUE 'sour';

SECURITY LABEL FOR anon ON TYPE public.mood
    IS 'one';

-- Remembers the owner and the grants of TYPE public.span.
-- Gives TYPE public.span its owner and grants back.
BEGIN;
SECURITY LABEL FOR anon ON TYPE public.span
    IS NULL;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_span', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'TYPE public.span',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('type', '{"public.span"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    UNION ALL
    SELECT 'REVOKE ALL ON TYPE ' || 'public.span' || ' FROM PUBLIC' FROM pg_type WHERE oid = 'public.span'::regtype AND typacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT USAGE ON TYPE %s TO %s%s', 'public.span',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_type t, aclexplode(t.typacl) p WHERE t.oid = 'public.span'::regtype) kept;
END $$;
DROP TYPE public.span;
CREATE TYPE public.span AS RANGE (SUBTYPE = integer);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_span');
END $$;
SECURITY LABEL FOR anon ON TYPE public.span
    IS 'one';
COMMIT;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      security_label "anon on database"
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   DO $do$
--   BEGIN
--     EXECUTE format($label$SECURITY LABEL FOR anon ON DATABASE %I
--       IS '100 %% ''x'''$label$, current_database());
--   END
--   $do$;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

DO $do$
BEGIN
  EXECUTE format($label$SECURITY LABEL FOR anon ON DATABASE %I
    IS NULL$label$, current_database());
END
$do$;

