+ trigger public.orders.audit
- trigger public.orders.audit_all

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_trigger public.orders.audit
--              drop_trigger public.orders.audit_all
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   CREATE TRIGGER audit_all
--       BEFORE INSERT OR UPDATE ON public.orders
--       FOR EACH ROW
--       EXECUTE FUNCTION public.note();
--   DROP TRIGGER audit ON public.orders;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
CREATE TRIGGER audit
    BEFORE INSERT ON public.orders
    FOR EACH ROW
    EXECUTE FUNCTION public.note();
DROP TRIGGER audit_all ON public.orders;
COMMIT;

