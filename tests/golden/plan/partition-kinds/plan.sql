+ table public.events (with 2 parts)
+ table public.events_a
+ table public.events_a_0
+ table public.events_a_1
+ table public.events_rest

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.events
--              comment public.events
--              create_partition public.events_a
--              create_partition public.events_a_0
--              create_partition public.events_a_1
--              create_partition public.events_rest
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TABLE public.events_rest;
--   DROP TABLE public.events_a_1;
--   DROP TABLE public.events_a_0;
--   DROP TABLE public.events_a;
--   COMMENT ON TABLE public.events IS NULL;
--   DROP TABLE public.events;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.events (
  kind text,
  at timestamp with time zone
) PARTITION BY LIST (lower(kind) text_pattern_ops);

COMMENT ON TABLE public.events IS 'by kind';

CREATE TABLE public.events_a PARTITION OF public.events FOR VALUES IN ('a') PARTITION BY HASH (kind COLLATE "C", at);

CREATE TABLE public.events_a_0 PARTITION OF public.events_a FOR VALUES WITH (modulus 2, remainder 0);

CREATE TABLE public.events_a_1 PARTITION OF public.events_a FOR VALUES WITH (modulus 2, remainder 1);

CREATE TABLE public.events_rest PARTITION OF public.events DEFAULT;

COMMIT;

