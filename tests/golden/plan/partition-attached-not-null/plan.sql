~ column public.orders.note: not_null false -> true
~ column public.orders_2026.note: not_null false -> true
~ table public.orders_2026: partition_of (none) -> public.orders; values (none) -> FROM ('2026-01-01') TO ('2027-01-01')

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_check_not_valid public.orders_2026
--              validate_constraint public.orders_2026
--              add_not_null_not_valid public.orders.note
--              add_not_null_not_valid public.orders_2026.note
--              attach_partition public.orders_2026
--              drop_constraint public.orders_2026
-- locks        public.orders       ACCESS EXCLUSIVE        catalog only
--              public.orders_2025  ACCESS EXCLUSIVE        catalog only
--              public.orders_2026  ACCESS EXCLUSIVE        catalog only
--              public.orders_2026  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 6.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.orders_2026 DROP CONSTRAINT orders_2026_bounds
--   ALTER TABLE public.orders DETACH PARTITION public.orders_2026;
--   ALTER TABLE public.orders_2026 DROP CONSTRAINT orders_2026_note_not_null;
--   ALTER TABLE public.orders DROP CONSTRAINT orders_note_not_null;
--   -- nothing to undo: ALTER TABLE public.orders_2026 VALIDATE CONSTRAINT orders_2026_bounds
--   ALTER TABLE public.orders_2026 DROP CONSTRAINT orders_2026_bounds;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves that every row is within the bounds: ATTACH reads none.
-- locks: public.orders_2026 ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.orders_2026 WHERE NOT ((day IS NOT NULL) AND (day >= '2026-01-01'::date) AND (day < '2027-01-01'::date)) LIMIT 5;
ALTER TABLE public.orders_2026 ADD CONSTRAINT orders_2026_bounds CHECK ((day IS NOT NULL) AND (day >= '2026-01-01'::date) AND (day < '2027-01-01'::date)) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders_2026 SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders_2026 VALIDATE CONSTRAINT orders_2026_bounds;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- New rows must have a value from now on; old rows follow with VALIDATE.
-- locks: public.orders ACCESS EXCLUSIVE, public.orders_2025 ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.orders WHERE note IS NULL LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_note_not_null NOT NULL note NOT VALID;

SET lock_timeout = '3s';

-- New rows must have a value from now on; old rows follow with VALIDATE.
-- locks: public.orders_2026 ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.orders_2026 WHERE note IS NULL LIMIT 5;
ALTER TABLE public.orders_2026 ADD CONSTRAINT orders_2026_note_not_null NOT NULL note NOT VALID;

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.orders SHARE UPDATE EXCLUSIVE, public.orders_2026 ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE ONLY public.orders IN SHARE UPDATE EXCLUSIVE MODE;
LOCK TABLE public.orders_2026 IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.orders ATTACH PARTITION public.orders_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
COMMIT;

-- locks: public.orders_2026 ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders_2026 DROP CONSTRAINT orders_2026_bounds;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.orders.note
--              validate_constraint public.orders_2026.note
-- locks        public.orders       SHARE UPDATE EXCLUSIVE  scan
--              public.orders_2025  SHARE UPDATE EXCLUSIVE  scan
--              public.orders_2026  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   can not be undone by a statement

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
-- locks: public.orders_2025 SHARE UPDATE EXCLUSIVE; scan
-- locks: public.orders_2026 SHARE UPDATE EXCLUSIVE; scan
BEGIN;
LOCK TABLE public.orders, public.orders_2026 IN SHARE UPDATE EXCLUSIVE MODE;
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_note_not_null;
COMMIT;

-- locks: public.orders_2026 SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders_2026 VALIDATE CONSTRAINT orders_2026_note_not_null;

