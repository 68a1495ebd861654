-- lockstep migration, format 1
--
-- version      20260309090002
-- name         split_status
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260309090000
--              public.orders.status -> public.orders.fulfillment_status, public.orders.payment_status
-- meanwhile    public.orders: the old version reads and writes status, the new one fulfillment_status,
--                payment_status; a trigger keeps them in step.
-- changes      backfill public.orders.fulfillment_status
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills fulfillment_status, payment_status of the old rows in batches of 5000 rows, each in a transaction of its own.
-- Rows that are right already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  first_key public.orders.id%TYPE;
  last_key public.orders.id%TYPE;
BEGIN
  SELECT id INTO first_key
    FROM public.orders ORDER BY id LIMIT 1;
  WHILE first_key IS NOT NULL LOOP
    SELECT id INTO last_key
      FROM (SELECT id FROM public.orders
             WHERE id >= first_key ORDER BY id LIMIT 5000) AS batch
     ORDER BY id DESC LIMIT 1;
    UPDATE public.orders
       SET fulfillment_status = (CASE status WHEN 'shipped' THEN 'shipped' WHEN 'returned' THEN 'returned' ELSE 'open' END)::fulfillment_status,
           payment_status = (CASE status WHEN 'pending' THEN 'unpaid' WHEN 'returned' THEN 'refunded' ELSE 'paid' END)::payment_status
     WHERE id >= first_key AND id <= last_key
       AND fulfillment_status IS NULL AND payment_status IS NULL AND num_nonnulls(((CASE status WHEN 'shipped' THEN 'shipped' WHEN 'returned' THEN 'returned' ELSE 'open' END)::fulfillment_status), ((CASE status WHEN 'pending' THEN 'unpaid' WHEN 'returned' THEN 'refunded' ELSE 'paid' END)::payment_status)) > 0;
    COMMIT;
    SELECT id INTO first_key
      FROM public.orders WHERE id > last_key
     ORDER BY id LIMIT 1;
  END LOOP;
END
$backfill$;
