+ role shop_app
+ role shop_reader
~ table public.orders: owner postgres -> shop_app; grants  -> shop_reader=select

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_role shop_app
--              alter_role shop_app
--              grant_role shop_app
--              create_role shop_reader
--              alter_role_set shop_app
--              security_label_on_role shop_app
--              set_password shop_app
--              comment_on_role shop_app
--              comment_on_role shop_reader
--              grant public.orders
-- rights       LS504 needs_createrole: create_role shop_app, alter_role shop_app, grant_role shop_app, create_role
--                shop_reader, alter_role_set shop_app, security_label_on_role shop_app, set_password shop_app
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   REVOKE SELECT ON TABLE public.orders FROM shop_reader;
--   COMMENT ON ROLE shop_reader IS NULL;
--   COMMENT ON ROLE shop_app IS NULL;
--   -- can not be undone: ALTER ROLE shop_app PASSWORD 'env:SHOP_APP_PASSWORD'
--   ALTER ROLE shop_app INHERIT;
--   SECURITY LABEL FOR anon ON ROLE shop_app
--       IS NULL;
--   DO $$ BEGIN EXECUTE format($alter$ALTER ROLE shop_app IN DATABASE %I RESET work_mem$alter$, current_database()); END $$;
--   ALTER ROLE shop_app RESET statement_timeout;
--   ALTER ROLE shop_app RESET search_path;
--   ALTER ROLE shop_app RESET app.tenant;
--   REVOKE shop_reader FROM shop_app;
--   DROP ROLE shop_reader;
--   REVOKE pg_monitor FROM shop_app;
--   ALTER ROLE shop_app NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS CONNECTION LIMIT -1 VALID UNTIL 'infinity';
--   DROP ROLE shop_app;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DO $$ BEGIN
  CREATE ROLE shop_app;
EXCEPTION WHEN duplicate_object THEN -- another database of this server has made it
END $$;

ALTER ROLE shop_app LOGIN SUPERUSER CREATEDB CREATEROLE REPLICATION BYPASSRLS CONNECTION LIMIT 20 VALID UNTIL '2031-01-01 00:00:00+00';

GRANT pg_monitor TO shop_app;

DO $$ BEGIN
  CREATE ROLE shop_reader;
EXCEPTION WHEN duplicate_object THEN -- another database of this server has made it
END $$;

GRANT shop_reader TO shop_app WITH ADMIN OPTION;

ALTER ROLE shop_app SET app.tenant = 'it''s one';

ALTER ROLE shop_app SET search_path = sales, public;

ALTER ROLE shop_app SET statement_timeout = '5s';

DO $$ BEGIN EXECUTE format($alter$ALTER ROLE shop_app IN DATABASE %I SET work_mem = '64MB'$alter$, current_database()); END $$;

SECURITY LABEL FOR anon ON ROLE shop_app
    IS 'MASKED';

ALTER ROLE shop_app NOINHERIT;

-- lockstep apply takes env:NAME from its environment; by hand, put the secret in its place.
ALTER ROLE shop_app PASSWORD 'env:SHOP_APP_PASSWORD';

COMMENT ON ROLE shop_app IS 'The shop itself';

COMMENT ON ROLE shop_reader IS 'Reads everything';

GRANT SELECT ON TABLE public.orders TO shop_reader;

COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_owner public.orders
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders OWNER TO postgres;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders OWNER TO shop_app;

