-- lockstep migration, format 1
--
-- version      20260309090000
-- name         split_status
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- expansion    opened by 20260309090000
--              public.orders.status -> public.orders.fulfillment_status, public.orders.payment_status
-- meanwhile    public.orders: the old version reads and writes status, the new one fulfillment_status,
--                payment_status; a trigger keeps them in step.
-- changes      create_enum public.fulfillment_status
--              create_enum public.payment_status
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TYPE public.payment_status;
--   DROP TYPE public.fulfillment_status;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TYPE public.fulfillment_status AS ENUM ('open', 'shipped', 'returned');

CREATE TYPE public.payment_status AS ENUM ('unpaid', 'paid', 'refunded');

COMMIT;
