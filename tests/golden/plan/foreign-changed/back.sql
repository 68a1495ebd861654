+ foreign column public.moved.gone
~ foreign column public.orders."Kind of": type character varying(20) -> text; default 'y'::character varying -> 'x'::text; collation pg_catalog."POSIX" -> pg_catalog."C"; comment What it was -> What it is
~ foreign column public.orders.given: not_null true -> false; default 'a'::text -> (none); collation pg_catalog."C" -> (none); options a=b -> (none); comment new -> (none)
~ foreign column public.orders.id: type integer -> bigint; not_null false -> true; options column_name=id -> column_name=ID
- foreign column public.orders.new
~ foreign data wrapper dummy: validator (none) -> postgresql_fdw_validator; comment Reads something -> Reads nothing
~ foreign data wrapper handled: handler (none) -> public.handle; options host=db1, user=x -> host=db0, port=1
~ foreign data wrapper rehandled: handler public.handle_too -> public.handle; validator (none) -> postgresql_fdw_validator; options a=b -> (none); comment new -> (none)
~ foreign data wrapper revalidated: validator public.validate -> postgresql_fdw_validator
~ foreign table public.given: options table_name=given -> (none); comment new -> (none)
~ foreign table public.orders: options table_name=orders2 -> table_name=orders; comment Changed -> Of the other one
~ server given: type new -> (none); version 1 -> (none); settings a=b -> (none); comment new -> (none)
~ server moved: wrapper handled -> dummy; type b -> a
~ server other: version 16 -> 15; settings dbname=shop, host=db3 -> dbname=shop, host=db2, port=5432; comment Yet another one -> The other one
- user mapping other.lockstep_new
~ user mapping other.lockstep_user: settings user=x -> (none)
~ user mapping other.public: settings password=env:, user=app2 -> password=env:, user=app
! view public.seen: rebuilt around foreign column public.orders.id

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      alter_foreign_data_wrapper dummy
--              alter_foreign_data_wrapper handled
--              alter_foreign_data_wrapper rehandled
--              alter_foreign_data_wrapper revalidated
--              alter_server other
--              alter_user_mapping other.lockstep_user
--              alter_user_mapping other.public
-- rights       LS501 needs_privilege: alter_foreign_data_wrapper dummy, alter_foreign_data_wrapper handled,
--                alter_foreign_data_wrapper rehandled, alter_foreign_data_wrapper revalidated
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER USER MAPPING FOR PUBLIC SERVER other OPTIONS (SET "user" 'app2', SET password 'env:ANY_PASSWORD');
--   ALTER USER MAPPING FOR lockstep_user SERVER other OPTIONS (ADD "user" 'x');
--   ALTER SERVER other VERSION '16' OPTIONS (SET host 'db3', DROP port);
--   ALTER FOREIGN DATA WRAPPER revalidated VALIDATOR public.validate;
--   ALTER FOREIGN DATA WRAPPER rehandled HANDLER public.handle_too NO VALIDATOR OPTIONS (ADD a 'b');
--   ALTER FOREIGN DATA WRAPPER handled NO HANDLER OPTIONS (SET host 'db1', ADD "user" 'x', DROP port);
--   ALTER FOREIGN DATA WRAPPER dummy NO VALIDATOR;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER FOREIGN DATA WRAPPER dummy VALIDATOR postgresql_fdw_validator;

ALTER FOREIGN DATA WRAPPER handled HANDLER public.handle OPTIONS (SET host 'db0', ADD port '1', DROP "user");

ALTER FOREIGN DATA WRAPPER rehandled HANDLER public.handle VALIDATOR postgresql_fdw_validator OPTIONS (DROP a);

ALTER FOREIGN DATA WRAPPER revalidated VALIDATOR postgresql_fdw_validator;

ALTER SERVER other VERSION '15' OPTIONS (SET host 'db2', ADD port '5432');

ALTER USER MAPPING FOR lockstep_user SERVER other OPTIONS (DROP "user");

-- lockstep apply takes env:NAME from its environment; by hand, put the secret in its place.
ALTER USER MAPPING FOR PUBLIC SERVER other OPTIONS (SET "user" 'app', SET password 'env:OTHER_PASSWORD');

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      comment dummy
--              comment rehandled
--              comment other
--              alter_foreign_table public.given
--              comment public.given
--              alter_foreign_table public.orders
--              comment public.orders
--              alter_foreign_table public.moved.gone
--              comment public.moved.gone
--              set_type_foreign public.orders."Kind of"
--              comment public.orders."Kind of"
--              set_type_foreign public.orders.given
--              comment public.orders.given
--              keep_privileges public.seen
--              rebuild_view public.seen
--              set_type_foreign public.orders.id
--              keep_privileges given
--              replace_server given
--              keep_privileges moved
--              replace_server moved
-- locks        public.seen  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1, 2, 3, 5 and 7 of 10.
-- to go back   run these, in this order:
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.moved_moved', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'SERVER moved',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('server', '{"moved"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
--       UNION ALL
--       SELECT format('GRANT USAGE ON FOREIGN SERVER %s TO %s%s', 'moved',
--                     CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
--                     CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
--         FROM pg_foreign_server s, aclexplode(s.srvacl) p WHERE s.srvname = 'moved') kept;
--   END $$;
--   DROP SERVER moved;
--   CREATE SERVER moved TYPE 'b' FOREIGN DATA WRAPPER handled;
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.moved_moved');
--   END $$;
--   COMMIT;
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.given_given', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'SERVER given',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('server', '{"given"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
--       UNION ALL
--       SELECT format('GRANT USAGE ON FOREIGN SERVER %s TO %s%s', 'given',
--                     CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
--                     CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
--         FROM pg_foreign_server s, aclexplode(s.srvacl) p WHERE s.srvname = 'given') kept;
--   END $$;
--   DROP SERVER given;
--   CREATE SERVER given TYPE 'new' VERSION '1' FOREIGN DATA WRAPPER handled OPTIONS (a 'b');
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.given_given');
--   END $$;
--   COMMIT;
--   -- can not be undone: DO $$
--   BEGIN;
--   COMMENT ON COLUMN public.orders.given IS 'new';
--   ALTER FOREIGN TABLE public.orders ALTER COLUMN given TYPE text COLLATE pg_catalog."C", ALTER COLUMN given SET NOT NULL, ALTER COLUMN given SET DEFAULT 'a'::text, ALTER COLUMN given OPTIONS (ADD a 'b');
--   COMMENT ON COLUMN public.orders."Kind of" IS 'What it was';
--   ALTER FOREIGN TABLE public.orders ALTER COLUMN "Kind of" TYPE character varying(20) COLLATE pg_catalog."POSIX", ALTER COLUMN "Kind of" SET DEFAULT 'y'::character varying;
--   COMMIT;
--   BEGIN;
--   COMMENT ON COLUMN public.moved.gone IS NULL;
--   ALTER FOREIGN TABLE public.moved DROP COLUMN gone;
--   COMMIT;
--   BEGIN;
--   COMMENT ON FOREIGN TABLE public.orders IS 'Changed';
--   ALTER FOREIGN TABLE public.orders OPTIONS (SET table_name 'orders2');
--   COMMIT;
--   BEGIN;
--   COMMENT ON FOREIGN TABLE public.given IS 'new';
--   ALTER FOREIGN TABLE public.given OPTIONS (ADD table_name 'given');
--   COMMIT;
--   COMMENT ON SERVER other IS 'Yet another one';
--   COMMENT ON FOREIGN DATA WRAPPER rehandled IS 'new';
--   COMMENT ON FOREIGN DATA WRAPPER dummy IS 'Reads something';

SET lock_timeout = '3s';
SET statement_timeout = '15s';

COMMENT ON FOREIGN DATA WRAPPER dummy IS 'Reads nothing';

COMMENT ON FOREIGN DATA WRAPPER rehandled IS NULL;

COMMENT ON SERVER other IS 'The other one';

BEGIN;
ALTER FOREIGN TABLE public.given OPTIONS (DROP table_name);
COMMENT ON FOREIGN TABLE public.given IS NULL;
COMMIT;

BEGIN;
ALTER FOREIGN TABLE public.orders OPTIONS (SET table_name 'orders');
COMMENT ON FOREIGN TABLE public.orders IS 'Of the other one';
COMMIT;

BEGIN;
ALTER FOREIGN TABLE public.moved ADD COLUMN gone text OPTIONS (a 'b') COLLATE pg_catalog."C" DEFAULT 'a'::text NOT NULL;
COMMENT ON COLUMN public.moved.gone IS 'gone';
COMMIT;

BEGIN;
ALTER FOREIGN TABLE public.orders ALTER COLUMN "Kind of" TYPE text COLLATE pg_catalog."C", ALTER COLUMN "Kind of" SET DEFAULT 'x'::text;
COMMENT ON COLUMN public.orders."Kind of" IS 'What it is';
ALTER FOREIGN TABLE public.orders ALTER COLUMN given TYPE text, ALTER COLUMN given DROP NOT NULL, ALTER COLUMN given DROP DEFAULT, ALTER COLUMN given OPTIONS (DROP a);
COMMENT ON COLUMN public.orders.given IS NULL;
COMMIT;

-- Remembers the owner and the grants of public.seen.
-- Gives public.seen its owner and grants back.
-- locks: public.seen ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_seen', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.seen', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.seen'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.seen', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.seen'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.seen',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.seen'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.seen'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.seen;
ALTER FOREIGN TABLE public.orders ALTER COLUMN id TYPE bigint, ALTER COLUMN id SET NOT NULL, ALTER COLUMN id OPTIONS (SET column_name 'ID');
CREATE VIEW public.seen AS
SELECT orders.id
   FROM public.orders;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_seen');
END $$;
COMMIT;

-- Remembers the owner and the grants of SERVER given.
-- Gives SERVER given its owner and grants back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.given_given', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'SERVER given',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('server', '{"given"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    UNION ALL
    SELECT format('GRANT USAGE ON FOREIGN SERVER %s TO %s%s', 'given',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_foreign_server s, aclexplode(s.srvacl) p WHERE s.srvname = 'given') kept;
END $$;
DROP SERVER given;
CREATE SERVER given FOREIGN DATA WRAPPER handled;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.given_given');
END $$;
COMMIT;

-- Remembers the owner and the grants of SERVER moved.
-- Gives SERVER moved its owner and grants back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.moved_moved', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'SERVER moved',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('server', '{"moved"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    UNION ALL
    SELECT format('GRANT USAGE ON FOREIGN SERVER %s TO %s%s', 'moved',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_foreign_server s, aclexplode(s.srvacl) p WHERE s.srvname = 'moved') kept;
END $$;
DROP SERVER moved;
CREATE SERVER moved TYPE 'a' FOREIGN DATA WRAPPER dummy;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.moved_moved');
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
-- changes      drop_user_mapping other.lockstep_new
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE USER MAPPING FOR lockstep_new SERVER other OPTIONS ("user" 'n');

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP USER MAPPING FOR lockstep_new SERVER other;

COMMIT;

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_foreign_column public.orders.new
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER FOREIGN TABLE public.orders ADD COLUMN new text OPTIONS (a 'b') COLLATE pg_catalog."C" DEFAULT 'a'::text NOT NULL;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER FOREIGN TABLE public.orders DROP COLUMN new;

