-- lockstep migration, format 1
--
-- version      20260317090001
-- name         split_status
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- expansion    opened by 20260309090000
--              public.orders.status -> public.orders.fulfillment_status, public.orders.payment_status
-- meanwhile    public.orders: the old version reads and writes status, the new one fulfillment_status,
--                payment_status; a trigger keeps them in step.
-- changes      drop_enum public.order_status
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   can not be undone by a statement

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP TYPE public.order_status;

COMMIT;
