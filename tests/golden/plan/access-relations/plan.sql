+ materialized view public.counts
~ materialized view public.sums: owner shop -> boss; grants clerk=all -> clerk=select
+ sequence public.lines_id_seq
~ sequence public.numbers: owner shop -> boss; grants clerk=usage -> clerk=all
+ sequence public.other_numbers
+ statistics public.orders.more_stats
~ statistics public.orders.orders_stats: owner shop -> boss
+ table public.lines (with 3 parts)
~ table public.orders: owner shop -> boss; grants auditor=select, clerk=select, insert -> auditor=select with grant option, clerk=insert, select (i...
+ view public.notes
~ view public.totals: owner shop -> boss; grants clerk=select -> auditor=select, clerk=select

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_sequence public.lines_id_seq
--              give_to_owner public.lines_id_seq
--              grant public.numbers
--              create_sequence public.other_numbers
--              give_to_owner public.other_numbers
--              create_table public.lines
--              give_to_owner public.lines
--              sequence_owned_by public.lines_id_seq
--              grant public.lines_id_seq
--              withhold public.lines
--              grant public.lines
--              grant public.orders
--              create_statistics public.lines.lines_stats
--              give_to_owner public.lines.lines_stats
--              create_view public.notes
--              give_to_owner public.notes
--              grant public.notes
--              grant public.totals
--              create_materialized_view public.counts
--              give_to_owner public.counts
--              grant public.counts
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   REVOKE SELECT ON TABLE public.counts FROM clerk;
--   ALTER MATERIALIZED VIEW public.counts OWNER TO CURRENT_USER;
--   DROP MATERIALIZED VIEW public.counts;
--   REVOKE SELECT ON TABLE public.totals FROM auditor;
--   REVOKE SELECT (note) ON TABLE public.notes FROM clerk;
--   ALTER VIEW public.notes OWNER TO CURRENT_USER;
--   DROP VIEW public.notes;
--   ALTER STATISTICS public.lines_stats OWNER TO CURRENT_USER;
--   DROP STATISTICS public.lines_stats;
--   REVOKE REFERENCES (id) ON TABLE public.orders FROM PUBLIC;
--   REVOKE SELECT (id, note), UPDATE (note) ON TABLE public.orders FROM clerk;
--   REVOKE SELECT ON TABLE public.orders FROM auditor;
--   REVOKE ALL ON TABLE public.lines FROM clerk;
--   GRANT INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON TABLE public.lines TO boss;
--   REVOKE USAGE ON SEQUENCE public.lines_id_seq FROM clerk;
--   ALTER SEQUENCE public.lines_id_seq OWNED BY NONE;
--   ALTER TABLE public.lines OWNER TO CURRENT_USER;
--   DROP TABLE public.lines;
--   ALTER SEQUENCE public.other_numbers OWNER TO CURRENT_USER;
--   DROP SEQUENCE public.other_numbers;
--   REVOKE SELECT, UPDATE ON SEQUENCE public.numbers FROM clerk;
--   ALTER SEQUENCE public.lines_id_seq OWNER TO CURRENT_USER;
--   DROP SEQUENCE public.lines_id_seq;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE SEQUENCE public.lines_id_seq;

ALTER SEQUENCE public.lines_id_seq OWNER TO boss;

GRANT SELECT, UPDATE ON SEQUENCE public.numbers TO clerk;

CREATE SEQUENCE public.other_numbers;

ALTER SEQUENCE public.other_numbers OWNER TO boss;

CREATE TABLE public.lines (
  id bigint DEFAULT nextval('public.lines_id_seq'::regclass),
  note text
);

ALTER TABLE public.lines OWNER TO boss;

ALTER SEQUENCE public.lines_id_seq OWNED BY public.lines.id;

GRANT USAGE ON SEQUENCE public.lines_id_seq TO clerk;

REVOKE INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON TABLE public.lines FROM boss;

GRANT ALL ON TABLE public.lines TO clerk;

GRANT SELECT ON TABLE public.orders TO auditor WITH GRANT OPTION;

GRANT SELECT (id, note), UPDATE (note) ON TABLE public.orders TO clerk;

GRANT REFERENCES (id) ON TABLE public.orders TO PUBLIC;

CREATE STATISTICS public.lines_stats ON id, note FROM public.lines;

ALTER STATISTICS public.lines_stats OWNER TO boss;

CREATE VIEW public.notes AS
SELECT orders.id,
    orders.note
   FROM public.orders;

ALTER VIEW public.notes OWNER TO boss;

GRANT SELECT (note) ON TABLE public.notes TO clerk;

GRANT SELECT ON TABLE public.totals TO auditor;

SET LOCAL statement_timeout = 0;

CREATE MATERIALIZED VIEW public.counts AS
SELECT count(*) AS n
   FROM public.orders;

SET LOCAL statement_timeout = '15s';

ALTER MATERIALIZED VIEW public.counts OWNER TO boss;

GRANT SELECT ON TABLE public.counts TO clerk;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_statistics public.orders.more_stats
-- locks        public.orders  SHARE UPDATE EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   DROP STATISTICS public.more_stats;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
CREATE STATISTICS public.more_stats ON id, note FROM public.orders;

==> 20260101000002_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      give_to_owner public.orders.more_stats
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER STATISTICS public.more_stats OWNER TO CURRENT_USER;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER STATISTICS public.more_stats OWNER TO boss;

COMMIT;

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      set_owner_of_no_table public.orders.orders_stats
--              revoke public.sums
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   GRANT INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON TABLE public.sums TO clerk;
--   ALTER STATISTICS public.orders_stats OWNER TO shop;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER STATISTICS public.orders_stats OWNER TO boss;

REVOKE INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON TABLE public.sums FROM clerk;

COMMIT;

==> 20260101000004_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_owner public.numbers
--              revoke public.orders
--              grant public.orders
--              set_owner public.orders
--              set_owner public.totals
--              set_owner public.sums
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
--              public.sums    ACCESS EXCLUSIVE  catalog only
--              public.totals  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   ALTER MATERIALIZED VIEW public.sums OWNER TO shop;
--   ALTER VIEW public.totals OWNER TO shop;
--   ALTER TABLE public.orders OWNER TO shop;
--   BEGIN;
--   REVOKE SELECT (id, note) ON TABLE public.orders FROM clerk;
--   GRANT SELECT ON TABLE public.orders TO clerk;
--   COMMIT;
--   ALTER SEQUENCE public.numbers OWNER TO shop;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER SEQUENCE public.numbers OWNER TO boss;

BEGIN;
REVOKE SELECT ON TABLE public.orders FROM clerk;
GRANT SELECT (id, note) ON TABLE public.orders TO clerk;
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders OWNER TO boss;

-- locks: public.totals ACCESS EXCLUSIVE; catalog only
ALTER VIEW public.totals OWNER TO boss;

-- locks: public.sums ACCESS EXCLUSIVE; catalog only
ALTER MATERIALIZED VIEW public.sums OWNER TO boss;

