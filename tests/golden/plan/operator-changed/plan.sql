~ operator public.##(bigint, bigint): restrict eqsel -> neqsel; join eqjoinsel -> neqjoinsel
+ operator public.<##>(bigint, bigint)
- operator public.<#>(bigint, bigint)
- operator public.<%>(bigint, bigint)
! operator public.=#=(bigint, bigint): commutator public.=#= -> (none); negator public.<#> -> (none); comment (none) -> new
- operator public.=%=(bigint, bigint)
! operator public.===(bigint, bigint): function public.same -> public.other; restrict (none) -> eqsel; join (none) -> eqjoinsel; hashes false -> true; merges false -> true; comment The same -> Not the same
! operator public.=~=(bigint, bigint): commutator public.=%= -> public.=~=; negator public.<%> -> public.<##>
! view public.used: rebuilt around operator public.===(bigint, bigint)
refused without --allow breaks_old_code: DROP OPERATOR public.=#= (bigint, bigint)
refused without --allow breaks_old_code: DROP OPERATOR public.=~= (bigint, bigint)
refused without --allow breaks_old_code: DROP OPERATOR public.=== (bigint, bigint)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  file: all statements commit together or not at all
-- changes      alter_operator public.##(bigint, bigint)
--              drop_operator public.=#=(bigint, bigint)
--              create_operator public.=#=(bigint, bigint)
--              drop_operator public.=~=(bigint, bigint)
--              create_operator public.<##>(bigint, bigint)
--              create_operator public.=~=(bigint, bigint)
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP OPERATOR public.=~= (bigint, bigint);
--   DROP OPERATOR public.<##> (bigint, bigint);
--   CREATE OPERATOR public.=~= (
--       FUNCTION = public.same,
--       LEFTARG = bigint,
--       RIGHTARG = bigint,
--       COMMUTATOR = OPERATOR(public.=%=),
--       NEGATOR = OPERATOR(public.<%>)
--   );
--   DROP OPERATOR public.=#= (bigint, bigint);
--   CREATE OPERATOR public.=#= (
--       FUNCTION = public.same,
--       LEFTARG = bigint,
--       RIGHTARG = bigint,
--       COMMUTATOR = OPERATOR(public.=#=),
--       NEGATOR = OPERATOR(public.<#>)
--   );
--   ALTER OPERATOR public.## (bigint, bigint) SET (RESTRICT = eqsel, JOIN = eqjoinsel);

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER OPERATOR public.## (bigint, bigint) SET (RESTRICT = neqsel, JOIN = neqjoinsel);

DROP OPERATOR public.=#= (bigint, bigint);

CREATE OPERATOR public.=#= (
    FUNCTION = public.same,
    LEFTARG = bigint,
    RIGHTARG = bigint
);

DROP OPERATOR public.=~= (bigint, bigint);

CREATE OPERATOR public.<##> (
    FUNCTION = public.other,
    LEFTARG = bigint,
    RIGHTARG = bigint,
    NEGATOR = OPERATOR(public.=~=)
);

CREATE OPERATOR public.=~= (
    FUNCTION = public.same,
    LEFTARG = bigint,
    RIGHTARG = bigint,
    COMMUTATOR = OPERATOR(public.=~=),
    NEGATOR = OPERATOR(public.<##>)
);

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      comment public.=#=(bigint, bigint)
--              keep_privileges public.used
--              rebuild_view public.used
--              drop_operator public.===(bigint, bigint)
--              create_operator public.===(bigint, bigint)
--              comment public.===(bigint, bigint)
-- locks        public.used  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 1 of 2.
-- to go back   run these, in this order:
--   -- can not be undone: DO $$
--   COMMENT ON OPERATOR public.=#= (bigint, bigint) IS NULL;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON OPERATOR public.=#= (bigint, bigint) IS 'new';

-- Remembers the owner and the grants of public.used.
-- Gives public.used its owner and grants back.
-- locks: public.used ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_used', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.used', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.used'::regclass
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.used',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.used'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.used'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.used;
DROP OPERATOR public.=== (bigint, bigint);
CREATE OPERATOR public.=== (
    FUNCTION = public.other,
    LEFTARG = bigint,
    RIGHTARG = bigint,
    RESTRICT = eqsel,
    JOIN = eqjoinsel,
    HASHES,
    MERGES
);
COMMENT ON OPERATOR public.=== (bigint, bigint) IS 'Not the same';
CREATE VIEW public.used AS
SELECT ((1)::bigint OPERATOR(public.===) (2)::bigint) AS same;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_used');
END $$;
COMMIT;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_operator public.<#>(bigint, bigint)
--              drop_operator public.<%>(bigint, bigint)
--              drop_operator public.=%=(bigint, bigint)
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE OPERATOR public.=%= (
--       FUNCTION = public.same,
--       LEFTARG = bigint,
--       RIGHTARG = bigint,
--       COMMUTATOR = OPERATOR(public.=~=)
--   );
--   CREATE OPERATOR public.<%> (
--       FUNCTION = public.other,
--       LEFTARG = bigint,
--       RIGHTARG = bigint,
--       NEGATOR = OPERATOR(public.=~=)
--   );
--   CREATE OPERATOR public.<#> (
--       FUNCTION = public.other,
--       LEFTARG = bigint,
--       RIGHTARG = bigint,
--       NEGATOR = OPERATOR(public.=#=)
--   );

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP OPERATOR public.<#> (bigint, bigint);

DROP OPERATOR public.<%> (bigint, bigint);

DROP OPERATOR public.=%= (bigint, bigint);

COMMIT;

