+ domain public.code (with 2 parts)
+ domain public.mail (with 1 part)
+ domain public.of_domain (with 1 part)
+ domain public.plain
+ table public.users (with 2 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_domain public.code
--              create_domain public.mail
--              comment public.mail
--              create_domain public.of_domain
--              create_domain public.plain
--              comment public.code.not_empty
--              add_domain_check public.code.short
--              create_table public.users
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TABLE public.users;
--   ALTER DOMAIN public.code DROP CONSTRAINT short;
--   COMMENT ON CONSTRAINT not_empty ON DOMAIN public.code IS NULL;
--   DROP DOMAIN public.plain;
--   DROP DOMAIN public.of_domain;
--   COMMENT ON DOMAIN public.mail IS NULL;
--   DROP DOMAIN public.mail;
--   DROP DOMAIN public.code;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE DOMAIN public.code AS character varying(10) DEFAULT public.next_code()
  CONSTRAINT not_empty CHECK ((VALUE)::text <> ''::text);

CREATE DOMAIN public.mail AS text COLLATE pg_catalog."C" DEFAULT 'a@b'::text NOT NULL
  CONSTRAINT mail_check CHECK (public.is_mail(VALUE));

COMMENT ON DOMAIN public.mail IS 'An address';

CREATE DOMAIN public.of_domain AS public.mail DEFAULT 'a@b'::text
  CONSTRAINT long CHECK (length((VALUE)::text) > 3);

CREATE DOMAIN public.plain AS numeric(10,2);

COMMENT ON CONSTRAINT not_empty ON DOMAIN public.code IS 'Some code';

ALTER DOMAIN public.code ADD CONSTRAINT short CHECK (length((VALUE)::text) < 5) NOT VALID;

CREATE TABLE public.users (
  mail public.of_domain,
  codes public.code[]
);

COMMIT;

