+ range type public.timerange
+ range type public.words
+ table public.t (with 2 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_range public.timerange
--              create_range public.words
--              comment public.words
--              create_table public.t
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TABLE public.t;
--   COMMENT ON TYPE public.words IS NULL;
--   DROP TYPE public.words;
--   DROP TYPE public.timerange;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TYPE public.timerange AS RANGE (SUBTYPE = time without time zone);

CREATE TYPE public.words AS RANGE (SUBTYPE = text, SUBTYPE_OPCLASS = pg_catalog.text_pattern_ops, COLLATION = pg_catalog."C", SUBTYPE_DIFF = public.text_diff, MULTIRANGE_TYPE_NAME = public.many_words);

COMMENT ON TYPE public.words IS 'From A to Z';

CREATE TABLE public.t (
  open public.timerange DEFAULT public.timerange('10:00:00'::time without time zone, '12:00:00'::time without time zone),
  all_open public.timemultirange[]
);

COMMIT;

