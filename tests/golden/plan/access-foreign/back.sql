~ foreign data wrapper dummya: grants auditor=usage with grant option -> clerk=usage
- foreign data wrapper dummyb
~ foreign table public.ordersa: owner boss -> shop; grants auditor=all, clerk=select (id) -> clerk=select, update (note)
- foreign table public.ordersb (with 2 parts)
- publication everythingb
~ publication insertsa: owner boss -> shop
- publication insertsb
~ server othera: owner boss -> shop; grants auditor=usage with grant option -> clerk=usage
- server otherb
~ server rebuilt: type b -> a
~ subscription feeda: owner boss -> shop
- subscription feedb

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      grant dummya
--              grant othera
--              grant public.ordersa
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   REVOKE SELECT, UPDATE (note) ON TABLE public.ordersa FROM clerk;
--   REVOKE USAGE ON FOREIGN SERVER othera FROM clerk;
--   REVOKE USAGE ON FOREIGN DATA WRAPPER dummya FROM clerk;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

GRANT USAGE ON FOREIGN DATA WRAPPER dummya TO clerk;

GRANT USAGE ON FOREIGN SERVER othera TO clerk;

GRANT SELECT, UPDATE (note) ON TABLE public.ordersa TO clerk;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      keep_privileges rebuilt
--              replace_server rebuilt
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DO $$
--   BEGIN
--     PERFORM set_config('lockstep.rebuilt_rebuilt', string_agg(command, '; '), true)
--     FROM (
--       SELECT format('ALTER %s OWNER TO %I', 'SERVER rebuilt',
--                     pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
--         FROM pg_get_object_address('server', '{"rebuilt"}', '{}') a
--         LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
--          AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
--       UNION ALL
--       SELECT format('GRANT USAGE ON FOREIGN SERVER %s TO %s%s', 'rebuilt',
--                     CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
--                     CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
--         FROM pg_foreign_server s, aclexplode(s.srvacl) p WHERE s.srvname = 'rebuilt') kept;
--   END $$;
--   DROP SERVER rebuilt;
--   CREATE SERVER rebuilt TYPE 'b' FOREIGN DATA WRAPPER dummya;
--   DO $$
--   BEGIN
--     EXECUTE current_setting('lockstep.rebuilt_rebuilt');
--   END $$;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of SERVER rebuilt.
-- Gives SERVER rebuilt its owner and grants back.
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.rebuilt_rebuilt', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER %s OWNER TO %I', 'SERVER rebuilt',
                  pg_get_userbyid(COALESCE(d.refobjid, 10))) AS command
      FROM pg_get_object_address('server', '{"rebuilt"}', '{}') a
      LEFT JOIN pg_shdepend d ON d.classid = a.classid AND d.objid = a.objid AND d.deptype = 'o'
       AND d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
    UNION ALL
    SELECT format('GRANT USAGE ON FOREIGN SERVER %s TO %s%s', 'rebuilt',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_foreign_server s, aclexplode(s.srvacl) p WHERE s.srvname = 'rebuilt') kept;
END $$;
DROP SERVER rebuilt;
CREATE SERVER rebuilt TYPE 'a' FOREIGN DATA WRAPPER dummya;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.rebuilt_rebuilt');
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
-- changes      revoke dummya
--              revoke othera
--              set_owner_of_no_table othera
--              revoke public.ordersa
--              set_owner_of_no_table insertsa
--              set_owner_of_no_table feeda
--              drop_publication everythingb
--              drop_publication insertsb
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE PUBLICATION insertsb WITH (publish = 'insert');
--   CREATE PUBLICATION everythingb FOR ALL TABLES;
--   ALTER SUBSCRIPTION feeda OWNER TO boss;
--   ALTER PUBLICATION insertsa OWNER TO boss;
--   GRANT SELECT (id) ON TABLE public.ordersa TO clerk;
--   GRANT ALL ON TABLE public.ordersa TO auditor;
--   ALTER SERVER othera OWNER TO boss;
--   GRANT USAGE ON FOREIGN SERVER othera TO auditor WITH GRANT OPTION;
--   GRANT USAGE ON FOREIGN DATA WRAPPER dummya TO auditor WITH GRANT OPTION;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

REVOKE USAGE ON FOREIGN DATA WRAPPER dummya FROM auditor;

REVOKE USAGE ON FOREIGN SERVER othera FROM auditor;

ALTER SERVER othera OWNER TO shop;

REVOKE ALL ON TABLE public.ordersa FROM auditor;

REVOKE SELECT (id) ON TABLE public.ordersa FROM clerk;

ALTER PUBLICATION insertsa OWNER TO shop;

ALTER SUBSCRIPTION feeda OWNER TO shop;

DROP PUBLICATION everythingb;

DROP PUBLICATION insertsb;

COMMIT;

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_owner public.ordersa
--              drop_subscription feedb
--              drop_foreign_table public.ordersb
-- hazards      accepted: LS301 breaks_old_code
-- rights       LS501 needs_privilege: drop_subscription feedb
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 1 of 3.
-- to go back   run these, in this order:
--   CREATE FOREIGN TABLE public.ordersb (
--       id bigint,
--       note text
--   )
--       SERVER otherb;
--   CREATE SUBSCRIPTION feedb
--       CONNECTION 'host=db2'
--       PUBLICATION everything
--       WITH (connect = false, slot_name = NONE);
--   ALTER FOREIGN TABLE public.ordersa OWNER TO boss;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER FOREIGN TABLE public.ordersa OWNER TO shop;

SET lock_timeout = 0;
SET statement_timeout = 0;

DROP SUBSCRIPTION feedb;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

DROP FOREIGN TABLE public.ordersb;

==> 20260101000004_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_server otherb
--              drop_foreign_data_wrapper dummyb
-- rights       LS501 needs_privilege: drop_foreign_data_wrapper dummyb
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE FOREIGN DATA WRAPPER dummyb;
--   CREATE SERVER otherb FOREIGN DATA WRAPPER dummyb;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP SERVER otherb;

DROP FOREIGN DATA WRAPPER dummyb;

COMMIT;

