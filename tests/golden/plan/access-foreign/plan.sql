~ foreign data wrapper dummya: grants clerk=usage -> auditor=usage with grant option
+ foreign data wrapper dummyb
~ foreign table public.ordersa: owner shop -> boss; grants clerk=select, update (note) -> auditor=all, clerk=select (id)
+ foreign table public.ordersb (with 2 parts)
+ publication everythingb
~ publication insertsa: owner shop -> boss
+ publication insertsb
~ server othera: owner shop -> boss; grants clerk=usage -> auditor=usage with grant option
+ server otherb
~ server rebuilt: type a -> b
~ subscription feeda: owner shop -> boss
+ subscription feedb

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      grant dummya
--              create_foreign_data_wrapper dummyb
--              give_to_owner dummyb
--              grant dummyb
--              grant othera
--              create_server otherb
--              give_to_owner otherb
--              grant otherb
--              grant public.ordersa
--              create_foreign_table public.ordersb
--              give_to_owner public.ordersb
--              grant public.ordersb
--              create_publication everythingb
--              give_to_owner everythingb
--              create_publication insertsb
--              give_to_owner insertsb
--              create_subscription feedb
--              give_to_owner feedb
-- rights       LS501 needs_privilege: create_foreign_data_wrapper dummyb, create_subscription feedb
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER SUBSCRIPTION feedb OWNER TO CURRENT_USER;
--   DROP SUBSCRIPTION feedb;
--   ALTER PUBLICATION insertsb OWNER TO CURRENT_USER;
--   DROP PUBLICATION insertsb;
--   ALTER PUBLICATION everythingb OWNER TO CURRENT_USER;
--   DROP PUBLICATION everythingb;
--   REVOKE SELECT, INSERT (id, note) ON TABLE public.ordersb FROM clerk;
--   ALTER FOREIGN TABLE public.ordersb OWNER TO CURRENT_USER;
--   DROP FOREIGN TABLE public.ordersb;
--   REVOKE SELECT (id) ON TABLE public.ordersa FROM clerk;
--   REVOKE ALL ON TABLE public.ordersa FROM auditor;
--   REVOKE USAGE ON FOREIGN SERVER otherb FROM clerk;
--   ALTER SERVER otherb OWNER TO CURRENT_USER;
--   DROP SERVER otherb;
--   REVOKE USAGE ON FOREIGN SERVER othera FROM auditor;
--   REVOKE USAGE ON FOREIGN DATA WRAPPER dummyb FROM clerk;
--   ALTER FOREIGN DATA WRAPPER dummyb OWNER TO CURRENT_USER;
--   DROP FOREIGN DATA WRAPPER dummyb;
--   REVOKE USAGE ON FOREIGN DATA WRAPPER dummya FROM auditor;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

GRANT USAGE ON FOREIGN DATA WRAPPER dummya TO auditor WITH GRANT OPTION;

CREATE FOREIGN DATA WRAPPER dummyb;

ALTER FOREIGN DATA WRAPPER dummyb OWNER TO postgres;

GRANT USAGE ON FOREIGN DATA WRAPPER dummyb TO clerk;

GRANT USAGE ON FOREIGN SERVER othera TO auditor WITH GRANT OPTION;

CREATE SERVER otherb FOREIGN DATA WRAPPER dummyb;

ALTER SERVER otherb OWNER TO boss;

GRANT USAGE ON FOREIGN SERVER otherb TO clerk;

GRANT ALL ON TABLE public.ordersa TO auditor;

GRANT SELECT (id) ON TABLE public.ordersa TO clerk;

CREATE FOREIGN TABLE public.ordersb (
    id bigint,
    note text
)
    SERVER otherb;

ALTER FOREIGN TABLE public.ordersb OWNER TO boss;

GRANT SELECT, INSERT (id, note) ON TABLE public.ordersb TO clerk;

CREATE PUBLICATION everythingb FOR ALL TABLES;

ALTER PUBLICATION everythingb OWNER TO postgres;

CREATE PUBLICATION insertsb WITH (publish = 'insert');

ALTER PUBLICATION insertsb OWNER TO boss;

CREATE SUBSCRIPTION feedb
    CONNECTION 'host=db2'
    PUBLICATION everything
    WITH (connect = false, slot_name = NONE);

ALTER SUBSCRIPTION feedb OWNER TO boss;

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
--   CREATE SERVER rebuilt TYPE 'a' FOREIGN DATA WRAPPER dummya;
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
CREATE SERVER rebuilt TYPE 'b' FOREIGN DATA WRAPPER dummya;
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
--              set_owner_of_no_table insertsa
--              set_owner_of_no_table feeda
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER SUBSCRIPTION feeda OWNER TO shop;
--   ALTER PUBLICATION insertsa OWNER TO shop;
--   ALTER SERVER othera OWNER TO shop;
--   GRANT USAGE ON FOREIGN SERVER othera TO clerk;
--   GRANT USAGE ON FOREIGN DATA WRAPPER dummya TO clerk;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

REVOKE USAGE ON FOREIGN DATA WRAPPER dummya FROM clerk;

REVOKE USAGE ON FOREIGN SERVER othera FROM clerk;

ALTER SERVER othera OWNER TO boss;

ALTER PUBLICATION insertsa OWNER TO boss;

ALTER SUBSCRIPTION feeda OWNER TO boss;

COMMIT;

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      revoke public.ordersa
--              grant public.ordersa
--              set_owner public.ordersa
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   ALTER FOREIGN TABLE public.ordersa OWNER TO shop;
--   BEGIN;
--   REVOKE SELECT (id) ON TABLE public.ordersa FROM clerk;
--   GRANT SELECT, UPDATE (note) ON TABLE public.ordersa TO clerk;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

BEGIN;
REVOKE SELECT, UPDATE (note) ON TABLE public.ordersa FROM clerk;
GRANT SELECT (id) ON TABLE public.ordersa TO clerk;
COMMIT;

ALTER FOREIGN TABLE public.ordersa OWNER TO boss;

