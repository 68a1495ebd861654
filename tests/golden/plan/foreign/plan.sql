+ foreign data wrapper dummy
+ foreign data wrapper handled
+ foreign table public.orders (with 2 parts)
+ server other (with 1 part)
+ server third

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_foreign_data_wrapper dummy
--              comment dummy
--              create_foreign_data_wrapper handled
--              create_server other
--              comment other
--              create_server third
--              create_user_mapping other.public
--              create_foreign_table public.orders
--              comment public.orders
--              comment public.orders."Kind of"
-- rights       LS501 needs_privilege: create_foreign_data_wrapper dummy, create_foreign_data_wrapper handled
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON COLUMN public.orders."Kind of" IS NULL;
--   COMMENT ON FOREIGN TABLE public.orders IS NULL;
--   DROP FOREIGN TABLE public.orders;
--   DROP USER MAPPING FOR PUBLIC SERVER other;
--   DROP SERVER third;
--   COMMENT ON SERVER other IS NULL;
--   DROP SERVER other;
--   DROP FOREIGN DATA WRAPPER handled;
--   COMMENT ON FOREIGN DATA WRAPPER dummy IS NULL;
--   DROP FOREIGN DATA WRAPPER dummy;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE FOREIGN DATA WRAPPER dummy VALIDATOR postgresql_fdw_validator;

COMMENT ON FOREIGN DATA WRAPPER dummy IS 'Reads nothing';

CREATE FOREIGN DATA WRAPPER handled HANDLER public.handle OPTIONS (host 'db0');

CREATE SERVER other TYPE 'postgresql' VERSION '15' FOREIGN DATA WRAPPER dummy OPTIONS (dbname 'shop', host 'db2', port '5432');

COMMENT ON SERVER other IS 'The other one';

CREATE SERVER third FOREIGN DATA WRAPPER handled;

-- lockstep apply takes env:NAME from its environment; by hand, put the secret in its place.
CREATE USER MAPPING FOR PUBLIC SERVER other OPTIONS ("user" 'app', password 'env:OTHER_PASSWORD');

CREATE FOREIGN TABLE public.orders (
    id bigint OPTIONS (column_name 'ID') NOT NULL,
    "Kind of" text COLLATE pg_catalog."C" DEFAULT 'x'::text
)
    SERVER third OPTIONS (table_name 'o''rders');

COMMENT ON FOREIGN TABLE public.orders IS 'Of the other one';

COMMENT ON COLUMN public.orders."Kind of" IS 'What it is';

COMMIT;

