- foreign data wrapper dummy
- foreign data wrapper handled
- foreign table public.orders (with 2 parts)
- server other (with 1 part)
- server third

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_user_mapping other.public
--              drop_server other
--              drop_foreign_data_wrapper dummy
-- hazards      accepted: LS301 breaks_old_code
-- rights       LS501 needs_privilege: drop_foreign_data_wrapper dummy
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE FOREIGN DATA WRAPPER dummy VALIDATOR postgresql_fdw_validator;
--   CREATE SERVER other TYPE 'postgresql' VERSION '15' FOREIGN DATA WRAPPER dummy OPTIONS (dbname 'shop', host 'db2', port '5432');
--   CREATE USER MAPPING FOR PUBLIC SERVER other OPTIONS ("user" 'app', password 'env:OTHER_PASSWORD');

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP USER MAPPING FOR PUBLIC SERVER other;

DROP SERVER other;

DROP FOREIGN DATA WRAPPER dummy;

COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_foreign_table public.orders
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   CREATE FOREIGN TABLE public.orders (
--       id bigint OPTIONS (column_name 'ID') NOT NULL,
--       "Kind of" text COLLATE pg_catalog."C" DEFAULT 'x'::text
--   )
--       SERVER third OPTIONS (table_name 'o''rders');

SET lock_timeout = '3s';
SET statement_timeout = '15s';

DROP FOREIGN TABLE public.orders;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_server third
--              drop_foreign_data_wrapper handled
-- rights       LS501 needs_privilege: drop_foreign_data_wrapper handled
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE FOREIGN DATA WRAPPER handled HANDLER public.handle OPTIONS (host 'db0');
--   CREATE SERVER third FOREIGN DATA WRAPPER handled;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP SERVER third;

DROP FOREIGN DATA WRAPPER handled;

COMMIT;

