+ schema billing
+ table billing.invoices (with 4 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_schema billing
--              comment billing
--              create_table billing.invoices
-- rights       LS501 needs_privilege: create_schema billing
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TABLE billing.invoices;
--   COMMENT ON SCHEMA billing IS NULL;
--   DROP SCHEMA billing;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE SCHEMA billing;

COMMENT ON SCHEMA billing IS 'money';

CREATE TABLE billing.invoices (
  id bigint NOT NULL,
  order_id bigint,
  CONSTRAINT invoices_pkey PRIMARY KEY (id)
);

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_foreign_key_on_new_table billing.invoices.invoices_order_id_fkey
-- locks        public.orders  SHARE ROW EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE billing.invoices DROP CONSTRAINT invoices_order_id_fkey;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
ALTER TABLE billing.invoices ADD CONSTRAINT invoices_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);

