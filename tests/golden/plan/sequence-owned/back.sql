~ column public.orders.customer_id: default nextval('public.numbers'::regclass) -> (none)
~ sequence public.numbers: start (none) -> 5; owned_by public.orders.customer_id -> (none)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      alter_sequence public.numbers
--              sequence_owned_by public.numbers
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER SEQUENCE public.numbers OWNED BY public.orders.customer_id;
--   ALTER SEQUENCE public.numbers START WITH 1;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

BEGIN;
ALTER SEQUENCE public.numbers START WITH 5;
ALTER SEQUENCE public.numbers OWNED BY NONE;
COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_default public.orders.customer_id
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders ALTER COLUMN customer_id SET DEFAULT nextval('public.numbers'::regclass);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ALTER COLUMN customer_id DROP DEFAULT;

