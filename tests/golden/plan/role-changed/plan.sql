~ role shop_app: login false -> true; superuser false -> true; createdb false -> true; createrole false -> true; replication false -> true; bypassrls false -> true; noinherit false -> true; connection_limit (none) -> 20; valid_until (none) -> 2031-01-01 00:00:00+00; member_of (none) -> shop_reader=; settings (none) -> statement_timeout=5s; database_settings (none) -> work_mem=64MB; security_labels (none) -> anon=MASKED; comment (none) -> The shop itself
~ role shop_job: connection_limit 5 -> 7; valid_until 2031-01-01 00:00:00+00 -> 2032-01-01 00:00:00+00; member_of shop_reader=, shop_writer=admin -> shop_reader=admin; settings lock_timeout=1s, statement_timeout=5s -> statement_timeout=9s; database_settings work_mem=64MB -> work_mem=32MB; security_labels anon=MASKED, selinux=x -> anon=UNMASKED; comment At night -> In the small hours
~ role shop_writer: security_labels anon=MASKED -> (none)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      alter_role shop_app
--              grant_role shop_app
--              alter_role_set shop_app
--              security_label_on_role shop_app
--              alter_role shop_job
--              grant_role shop_job
--              alter_role_set shop_job
--              security_label_on_role shop_job
-- rights       LS504 needs_createrole: alter_role shop_app, grant_role shop_app, alter_role_set shop_app,
--                security_label_on_role shop_app, alter_role shop_job, grant_role shop_job, alter_role_set shop_job,
--                security_label_on_role shop_job
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   SECURITY LABEL FOR anon ON ROLE shop_job
--       IS 'MASKED';
--   DO $$ BEGIN EXECUTE format($alter$ALTER ROLE shop_job IN DATABASE %I SET work_mem = '64MB'$alter$, current_database()); END $$;
--   ALTER ROLE shop_job SET lock_timeout = '1s';
--   ALTER ROLE shop_job SET statement_timeout = '5s';
--   REVOKE ADMIN OPTION FOR shop_reader FROM shop_job;
--   ALTER ROLE shop_job CONNECTION LIMIT 5 VALID UNTIL '2031-01-01 00:00:00+00';
--   SECURITY LABEL FOR anon ON ROLE shop_app
--       IS NULL;
--   DO $$ BEGIN EXECUTE format($alter$ALTER ROLE shop_app IN DATABASE %I RESET work_mem$alter$, current_database()); END $$;
--   ALTER ROLE shop_app RESET statement_timeout;
--   REVOKE shop_reader FROM shop_app;
--   ALTER ROLE shop_app NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT -1 VALID UNTIL 'infinity';

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER ROLE shop_app LOGIN SUPERUSER CREATEDB CREATEROLE REPLICATION BYPASSRLS CONNECTION LIMIT 20 VALID UNTIL '2031-01-01 00:00:00+00';

GRANT shop_reader TO shop_app;

ALTER ROLE shop_app SET statement_timeout = '5s';

DO $$ BEGIN EXECUTE format($alter$ALTER ROLE shop_app IN DATABASE %I SET work_mem = '64MB'$alter$, current_database()); END $$;

SECURITY LABEL FOR anon ON ROLE shop_app
    IS 'MASKED';

ALTER ROLE shop_job CONNECTION LIMIT 7 VALID UNTIL '2032-01-01 00:00:00+00';

GRANT shop_reader TO shop_job WITH ADMIN OPTION;

ALTER ROLE shop_job SET statement_timeout = '9s';

ALTER ROLE shop_job RESET lock_timeout;

DO $$ BEGIN EXECUTE format($alter$ALTER ROLE shop_job IN DATABASE %I SET work_mem = '32MB'$alter$, current_database()); END $$;

SECURITY LABEL FOR anon ON ROLE shop_job
    IS 'UNMASKED';

COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      alter_role_weaker shop_app
--              comment_on_role shop_app
--              security_label_on_role shop_job
--              revoke_role shop_job
--              comment_on_role shop_job
--              security_label_on_role shop_writer
-- hazards      accepted: LS301 breaks_old_code
-- rights       LS504 needs_createrole: alter_role_weaker shop_app, security_label_on_role shop_job, revoke_role
--                shop_job, security_label_on_role shop_writer
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   SECURITY LABEL FOR anon ON ROLE shop_writer
--       IS 'MASKED';
--   COMMENT ON ROLE shop_job IS 'At night';
--   GRANT shop_writer TO shop_job WITH ADMIN OPTION;
--   SECURITY LABEL FOR selinux ON ROLE shop_job
--       IS 'x';
--   COMMENT ON ROLE shop_app IS NULL;
--   ALTER ROLE shop_app INHERIT;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER ROLE shop_app NOINHERIT;

COMMENT ON ROLE shop_app IS 'The shop itself';

SECURITY LABEL FOR selinux ON ROLE shop_job
    IS NULL;

REVOKE shop_writer FROM shop_job;

COMMENT ON ROLE shop_job IS 'In the small hours';

SECURITY LABEL FOR anon ON ROLE shop_writer
    IS NULL;

COMMIT;

