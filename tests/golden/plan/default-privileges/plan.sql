~ default privileges boss: tables reader=select -> auditor=select with grant option, reader=select, insert; sequences reader=usage -> reader=all; functions public= -> public=, reader=execute; types public= -> public=, reader=usage; schemas reader=usage -> reader=all
+ default privileges "boss in sales"
~ default privileges clerk: tables reader=select -> (none); sequences (none) -> reader=usage; functions (none) -> reader=execute; types (none) -> public=; schemas (none) -> reader=usage
~ default privileges guest: tables reader=select with grant option -> reader=select
+ default privileges head

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      alter_default_privileges boss
--              alter_default_privileges "boss in sales"
--              alter_default_privileges clerk
--              alter_default_privileges guest
--              alter_default_privileges head
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER DEFAULT PRIVILEGES FOR ROLE head
--       REVOKE USAGE ON SCHEMAS FROM reader;
--   ALTER DEFAULT PRIVILEGES FOR ROLE head
--       GRANT USAGE ON TYPES TO PUBLIC;
--   ALTER DEFAULT PRIVILEGES FOR ROLE head
--       GRANT EXECUTE ON FUNCTIONS TO PUBLIC;
--   ALTER DEFAULT PRIVILEGES FOR ROLE head
--       REVOKE ALL ON SEQUENCES FROM reader;
--   ALTER DEFAULT PRIVILEGES FOR ROLE head
--       REVOKE ALL ON TABLES FROM reader;
--   ALTER DEFAULT PRIVILEGES FOR ROLE guest
--       GRANT SELECT ON TABLES TO reader WITH GRANT OPTION;
--   ALTER DEFAULT PRIVILEGES FOR ROLE clerk
--       REVOKE USAGE ON SCHEMAS FROM reader;
--   ALTER DEFAULT PRIVILEGES FOR ROLE clerk
--       GRANT USAGE ON TYPES TO PUBLIC;
--   ALTER DEFAULT PRIVILEGES FOR ROLE clerk
--       REVOKE EXECUTE ON FUNCTIONS FROM reader;
--   ALTER DEFAULT PRIVILEGES FOR ROLE clerk
--       REVOKE USAGE ON SEQUENCES FROM reader;
--   ALTER DEFAULT PRIVILEGES FOR ROLE clerk
--       GRANT SELECT ON TABLES TO reader;
--   ALTER DEFAULT PRIVILEGES FOR ROLE boss IN SCHEMA sales
--       REVOKE USAGE ON TYPES FROM reader;
--   ALTER DEFAULT PRIVILEGES FOR ROLE boss IN SCHEMA sales
--       REVOKE EXECUTE ON FUNCTIONS FROM reader;
--   ALTER DEFAULT PRIVILEGES FOR ROLE boss IN SCHEMA sales
--       REVOKE USAGE ON SEQUENCES FROM reader;
--   ALTER DEFAULT PRIVILEGES FOR ROLE boss IN SCHEMA sales
--       REVOKE SELECT ON TABLES FROM reader;
--   ALTER DEFAULT PRIVILEGES FOR ROLE boss
--       REVOKE CREATE ON SCHEMAS FROM reader;
--   ALTER DEFAULT PRIVILEGES FOR ROLE boss
--       REVOKE USAGE ON TYPES FROM reader;
--   ALTER DEFAULT PRIVILEGES FOR ROLE boss
--       REVOKE EXECUTE ON FUNCTIONS FROM reader;
--   ALTER DEFAULT PRIVILEGES FOR ROLE boss
--       REVOKE SELECT, UPDATE ON SEQUENCES FROM reader;
--   ALTER DEFAULT PRIVILEGES FOR ROLE boss
--       REVOKE INSERT ON TABLES FROM reader;
--   ALTER DEFAULT PRIVILEGES FOR ROLE boss
--       REVOKE SELECT ON TABLES FROM auditor;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER DEFAULT PRIVILEGES FOR ROLE boss
    GRANT SELECT ON TABLES TO auditor WITH GRANT OPTION;

ALTER DEFAULT PRIVILEGES FOR ROLE boss
    GRANT INSERT ON TABLES TO reader;

ALTER DEFAULT PRIVILEGES FOR ROLE boss
    GRANT SELECT, UPDATE ON SEQUENCES TO reader;

ALTER DEFAULT PRIVILEGES FOR ROLE boss
    GRANT EXECUTE ON FUNCTIONS TO reader;

ALTER DEFAULT PRIVILEGES FOR ROLE boss
    GRANT USAGE ON TYPES TO reader;

ALTER DEFAULT PRIVILEGES FOR ROLE boss
    GRANT CREATE ON SCHEMAS TO reader;

ALTER DEFAULT PRIVILEGES FOR ROLE boss IN SCHEMA sales
    GRANT SELECT ON TABLES TO reader;

ALTER DEFAULT PRIVILEGES FOR ROLE boss IN SCHEMA sales
    GRANT USAGE ON SEQUENCES TO reader;

ALTER DEFAULT PRIVILEGES FOR ROLE boss IN SCHEMA sales
    GRANT EXECUTE ON FUNCTIONS TO reader;

ALTER DEFAULT PRIVILEGES FOR ROLE boss IN SCHEMA sales
    GRANT USAGE ON TYPES TO reader;

ALTER DEFAULT PRIVILEGES FOR ROLE clerk
    REVOKE SELECT ON TABLES FROM reader;

ALTER DEFAULT PRIVILEGES FOR ROLE clerk
    GRANT USAGE ON SEQUENCES TO reader;

ALTER DEFAULT PRIVILEGES FOR ROLE clerk
    GRANT EXECUTE ON FUNCTIONS TO reader;

ALTER DEFAULT PRIVILEGES FOR ROLE clerk
    REVOKE USAGE ON TYPES FROM PUBLIC;

ALTER DEFAULT PRIVILEGES FOR ROLE clerk
    GRANT USAGE ON SCHEMAS TO reader;

ALTER DEFAULT PRIVILEGES FOR ROLE guest
    REVOKE GRANT OPTION FOR SELECT ON TABLES FROM reader;

ALTER DEFAULT PRIVILEGES FOR ROLE head
    GRANT ALL ON TABLES TO reader;

ALTER DEFAULT PRIVILEGES FOR ROLE head
    GRANT ALL ON SEQUENCES TO reader;

ALTER DEFAULT PRIVILEGES FOR ROLE head
    REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

ALTER DEFAULT PRIVILEGES FOR ROLE head
    REVOKE USAGE ON TYPES FROM PUBLIC;

ALTER DEFAULT PRIVILEGES FOR ROLE head
    GRANT USAGE ON SCHEMAS TO reader;

COMMIT;

