~ column public.countries.code: type character varying(3) -> character varying(2)
~ column public.ports.country: type character varying(3) -> character varying(2)
refused without --allow rewrite, blocks_reads, blocks_writes, breaks_old_code: ALTER TABLE public.countries ALTER COLUMN code TYPE character varying(2)
refused without --allow rewrite, blocks_reads, blocks_writes, breaks_old_code: ALTER TABLE public.ports ALTER COLUMN country TYPE character varying(2)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_type_rewriting public.countries.code
--              set_type_rewriting public.ports.country
-- locks        public.countries  ACCESS EXCLUSIVE  rewrite
--              public.ports      ACCESS EXCLUSIVE  rewrite
-- hazards      accepted: LS201 rewrite, LS202 blocks_reads, LS203 blocks_writes, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.ports ALTER COLUMN country TYPE character varying(3);
--   ALTER TABLE public.countries ALTER COLUMN code TYPE character varying(3);

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- locks: public.countries ACCESS EXCLUSIVE, public.ports ACCESS EXCLUSIVE; rewrite
-- no row may come: SELECT count(*) OVER () AS rows, code FROM public.countries WHERE length(code) > 2 LIMIT 5;
ALTER TABLE public.countries ALTER COLUMN code TYPE character varying(2);

-- locks: public.countries ACCESS EXCLUSIVE, public.ports ACCESS EXCLUSIVE; rewrite
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.ports WHERE length(country) > 2 LIMIT 5;
ALTER TABLE public.ports ALTER COLUMN country TYPE character varying(2);

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      analyze public.countries.code
--              analyze public.ports.country
-- locks        public.countries  SHARE UPDATE EXCLUSIVE  scan
--              public.ports      SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- locks: public.countries SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.countries (code);

-- locks: public.ports SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.ports (country);

