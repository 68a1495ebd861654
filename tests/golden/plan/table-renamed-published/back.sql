~ publication feed: tables public.purchases -> public.orders
+ table public.orders (with 2 parts)
- table public.purchases (with 2 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.orders
--              alter_publication feed
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER PUBLICATION feed DROP TABLE public.orders;
--   ALTER PUBLICATION feed ADD TABLE public.purchases;
--   DROP TABLE public.orders;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.orders (
  id bigint NOT NULL,
  CONSTRAINT orders_pkey PRIMARY KEY (id)
);

ALTER PUBLICATION feed DROP TABLE public.purchases;

ALTER PUBLICATION feed ADD TABLE public.orders;

COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_table public.purchases
-- locks        public.purchases  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.purchases ACCESS EXCLUSIVE; catalog only
DROP TABLE public.purchases;

