- materialized view public.counts
~ materialized view public.sums: owner boss -> shop; grants clerk=select -> clerk=all
- sequence public.lines_id_seq
~ sequence public.numbers: owner boss -> shop; grants clerk=all -> clerk=usage
- sequence public.other_numbers
- statistics public.orders.more_stats
~ statistics public.orders.orders_stats: owner boss -> shop
- table public.lines (with 3 parts)
~ table public.orders: owner boss -> shop; grants auditor=select with grant option, clerk=insert, select (i... -> auditor=select, clerk=select, insert
- view public.notes
~ view public.totals: owner boss -> shop; grants auditor=select, clerk=select -> clerk=select

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      grant public.orders
--              grant public.sums
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   REVOKE INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON TABLE public.sums FROM clerk;
--   REVOKE SELECT ON TABLE public.orders FROM clerk;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

GRANT SELECT ON TABLE public.orders TO clerk;

GRANT INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON TABLE public.sums TO clerk;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_statistics public.orders.more_stats
-- locks        public.orders  SHARE UPDATE EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   CREATE STATISTICS public.more_stats ON id, note FROM public.orders;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; catalog only
DROP STATISTICS public.more_stats;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      revoke public.numbers
--              revoke public.orders
--              set_owner_of_no_table public.orders.orders_stats
--              revoke public.totals
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   GRANT SELECT ON TABLE public.totals TO auditor;
--   ALTER STATISTICS public.orders_stats OWNER TO boss;
--   GRANT SELECT ON TABLE public.orders TO auditor WITH GRANT OPTION;
--   GRANT REFERENCES (id) ON TABLE public.orders TO PUBLIC;
--   GRANT SELECT (id, note), UPDATE (note) ON TABLE public.orders TO clerk;
--   GRANT SELECT, UPDATE ON SEQUENCE public.numbers TO clerk;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

REVOKE SELECT, UPDATE ON SEQUENCE public.numbers FROM clerk;

REVOKE SELECT (id, note), UPDATE (note) ON TABLE public.orders FROM clerk;

REVOKE REFERENCES (id) ON TABLE public.orders FROM PUBLIC;

REVOKE GRANT OPTION FOR SELECT ON TABLE public.orders FROM auditor;

ALTER STATISTICS public.orders_stats OWNER TO shop;

REVOKE SELECT ON TABLE public.totals FROM auditor;

COMMIT;

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_owner public.numbers
--              set_owner public.orders
--              set_owner public.totals
--              set_owner public.sums
--              drop_materialized_view public.counts
--              drop_view public.notes
--              drop_table public.lines
--              drop_sequence public.other_numbers
-- locks        public.counts  ACCESS EXCLUSIVE  catalog only
--              public.lines   ACCESS EXCLUSIVE  catalog only
--              public.notes   ACCESS EXCLUSIVE  catalog only
--              public.orders  ACCESS EXCLUSIVE  catalog only
--              public.sums    ACCESS EXCLUSIVE  catalog only
--              public.totals  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code, LS101 data_loss
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1, 2, 3 and 4 of 8.
-- to go back   run these, in this order:
--   -- can not be undone: DROP SEQUENCE public.other_numbers
--   -- can not be undone: DROP TABLE public.lines
--   CREATE VIEW public.notes AS
--   SELECT orders.id,
--       orders.note
--      FROM public.orders;
--   CREATE MATERIALIZED VIEW public.counts AS
--   SELECT count(*) AS n
--      FROM public.orders;
--   ALTER MATERIALIZED VIEW public.sums OWNER TO boss;
--   ALTER VIEW public.totals OWNER TO boss;
--   ALTER TABLE public.orders OWNER TO boss;
--   ALTER SEQUENCE public.numbers OWNER TO boss;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER SEQUENCE public.numbers OWNER TO shop;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders OWNER TO shop;

-- locks: public.totals ACCESS EXCLUSIVE; catalog only
ALTER VIEW public.totals OWNER TO shop;

-- locks: public.sums ACCESS EXCLUSIVE; catalog only
ALTER MATERIALIZED VIEW public.sums OWNER TO shop;

-- locks: public.counts ACCESS EXCLUSIVE; catalog only
DROP MATERIALIZED VIEW public.counts;

-- locks: public.notes ACCESS EXCLUSIVE; catalog only
DROP VIEW public.notes;

-- locks: public.lines ACCESS EXCLUSIVE; catalog only
DROP TABLE public.lines;

DROP SEQUENCE public.other_numbers;

