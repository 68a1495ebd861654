~ table public.notes: owner postgres -> lockstep_clerk
~ table public.orders: owner lockstep_clerk -> lockstep_boss; grants lockstep_boss=select, insert, lockstep_clerk=select -> lockstep_clerk=select

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_owner public.notes
--              set_owner public.orders
--              grant public.orders
-- locks        public.notes   ACCESS EXCLUSIVE  catalog only
--              public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   BEGIN;
--   REVOKE SELECT ON TABLE public.orders FROM lockstep_clerk;
--   REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON TABLE public.orders FROM lockstep_boss;
--   ALTER TABLE public.orders OWNER TO lockstep_clerk;
--   COMMIT;
--   ALTER TABLE public.notes OWNER TO postgres;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.notes ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.notes OWNER TO lockstep_clerk;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders OWNER TO lockstep_boss;
GRANT UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON TABLE public.orders TO lockstep_boss;
GRANT SELECT ON TABLE public.orders TO lockstep_clerk;
COMMIT;

