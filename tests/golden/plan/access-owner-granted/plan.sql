~ table public.orders: owner lockstep_boss -> lockstep_clerk; grants lockstep_clerk=select -> lockstep_boss=select, insert, lockstep_clerk=select

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_owner public.orders
--              revoke public.orders
--              grant public.orders
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   BEGIN;
--   REVOKE SELECT, INSERT ON TABLE public.orders FROM lockstep_boss;
--   GRANT INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON TABLE public.orders TO lockstep_clerk;
--   ALTER TABLE public.orders OWNER TO lockstep_boss;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders OWNER TO lockstep_clerk;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON TABLE public.orders FROM lockstep_clerk;
GRANT SELECT, INSERT ON TABLE public.orders TO lockstep_boss;
COMMIT;

