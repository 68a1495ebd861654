+ table public.tags (with 5 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.tags
--              comment public.tags
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON TABLE public.tags IS NULL;
--   DROP TABLE public.tags;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE UNLOGGED TABLE public.tags (
  id integer NOT NULL,
  name text,
  CONSTRAINT tags_pkey PRIMARY KEY (id),
  CONSTRAINT tags_name_key UNIQUE (name),
  CONSTRAINT tags_name_check CHECK (name <> ''::text)
) WITH (fillfactor = 70, autovacuum_enabled = false);

COMMENT ON TABLE public.tags IS 'labels';

COMMIT;

