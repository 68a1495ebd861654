- schema billing
- table billing.invoices (with 4 parts)

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_foreign_key billing.invoices.invoices_order_id_fkey
--              drop_table billing.invoices
-- locks        billing.invoices  ACCESS EXCLUSIVE  catalog only
--              public.orders     ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TABLE billing.invoices
--   ALTER TABLE billing.invoices ADD CONSTRAINT invoices_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.orders(id);

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: billing.invoices ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.orders, billing.invoices IN ACCESS EXCLUSIVE MODE;
ALTER TABLE billing.invoices DROP CONSTRAINT invoices_order_id_fkey;
COMMIT;

SET lock_timeout = '3s';

-- locks: billing.invoices ACCESS EXCLUSIVE; catalog only
DROP TABLE billing.invoices;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_schema billing
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE SCHEMA billing;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP SCHEMA billing;

COMMIT;

