- rule public.orders.keep
- rule public.orders.log
- table public.notes (with 2 parts)
- view public.new_orders (with 1 part)
- view rule public.open_orders.write

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_rule public.open_orders.write
--              drop_rule public.orders.keep
--              drop_rule public.orders.log
-- locks        public.open_orders  ACCESS EXCLUSIVE  catalog only
--              public.orders       ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   CREATE RULE log AS
--       ON INSERT TO public.orders
--       DO ( INSERT INTO public.log (id)
--     VALUES (new.id);
--    INSERT INTO public.log (id)
--     VALUES (new.total);
--   );
--   CREATE RULE keep AS
--       ON DELETE TO public.orders
--       WHERE (old.total > 0)
--       DO INSTEAD NOTHING;
--   COMMIT;
--   CREATE RULE write AS
--       ON INSERT TO public.open_orders
--       WHERE (new.id > 0)
--       DO INSTEAD  INSERT INTO public.orders (id, total)
--     VALUES (new.id, new.total);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.open_orders ACCESS EXCLUSIVE; catalog only
DROP RULE write ON public.open_orders;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
DROP RULE keep ON public.orders;
DROP RULE log ON public.orders;
COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_view public.new_orders
--              drop_table public.notes
-- locks        public.new_orders  ACCESS EXCLUSIVE  catalog only
--              public.notes       ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code, LS101 data_loss
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TABLE public.notes
--   CREATE VIEW public.new_orders AS
--   SELECT orders.id,
--       orders.total
--      FROM public.orders;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.new_orders ACCESS EXCLUSIVE; catalog only
DROP VIEW public.new_orders;

-- locks: public.notes ACCESS EXCLUSIVE; catalog only
DROP TABLE public.notes;

