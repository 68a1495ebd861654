-- lockstep migration, format 1
--
-- version      20260309090001
-- name         split_status
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260309090000
--              public.orders.status -> public.orders.fulfillment_status, public.orders.payment_status
-- meanwhile    public.orders: the old version reads and writes status, the new one fulfillment_status,
--                payment_status; a trigger keeps them in step.
-- changes      add_column_without_values public.orders.fulfillment_status
--              add_column_without_values public.orders.payment_status
--              share_access public.orders.fulfillment_status
--              share_access public.orders.payment_status
--              create_helper_sequence public.orders.fulfillment_status
--              create_helper_function public.orders.fulfillment_status
--              close_helper_function public.orders.fulfillment_status
--              create_helper_trigger public.orders.fulfillment_status
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_orders_status_sync ON public.orders;
--   GRANT EXECUTE ON FUNCTION public.orders_status_sync() TO PUBLIC;
--   DROP FUNCTION public.orders_status_sync();
--   DROP SEQUENCE public.orders_status_sync_seen;
--   COMMIT;
--   BEGIN;
--   ALTER TABLE public.orders DROP COLUMN payment_status;
--   ALTER TABLE public.orders DROP COLUMN fulfillment_status;
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ADD COLUMN fulfillment_status public.fulfillment_status;
ALTER TABLE public.orders ADD COLUMN payment_status public.payment_status;
COMMIT;

-- Who has rights on status alone gets them on fulfillment_status too.
-- Who has rights on status alone gets them on payment_status too.
-- Keeps status and fulfillment_status, payment_status in step until the contract.
-- The sequence holds the second in which the old version wrote last.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'fulfillment_status', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.orders'::regclass AND t.attname = 'status'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'payment_status', 'public.orders',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                  CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM pg_attribute t, aclexplode(t.attacl) a
     WHERE t.attrelid = 'public.orders'::regclass AND t.attname = 'status'
  LOOP
    EXECUTE command;
  END LOOP;
END $$;
CREATE SEQUENCE public.orders_status_sync_seen;
CREATE FUNCTION public.orders_status_sync() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.fulfillment_status IS NULL AND NEW.payment_status IS NULL THEN
      NEW.fulfillment_status := (SELECT (CASE status WHEN 'shipped' THEN 'shipped' WHEN 'returned' THEN 'returned' ELSE 'open' END)::fulfillment_status FROM (SELECT NEW.*) AS orders);
      NEW.payment_status := (SELECT (CASE status WHEN 'pending' THEN 'unpaid' WHEN 'returned' THEN 'refunded' ELSE 'paid' END)::payment_status FROM (SELECT NEW.*) AS orders);
      IF record_image_ne(ROW(NEW.status), ROW('pending'::public.order_status)) THEN
        PERFORM setval('public.orders_status_sync_seen', extract(epoch FROM clock_timestamp())::bigint);
      END IF;
    ELSE
      IF NEW.fulfillment_status IS NULL THEN NEW.fulfillment_status := 'open'::public.fulfillment_status; END IF;
      IF NEW.payment_status IS NULL THEN NEW.payment_status := 'unpaid'::public.payment_status; END IF;
      NEW.status := (SELECT (CASE WHEN fulfillment_status <> 'open' THEN fulfillment_status::text
            WHEN payment_status = 'paid' THEN 'paid' ELSE 'pending' END)::order_status FROM (SELECT NEW.*) AS orders);
    END IF;
  ELSIF (record_image_ne(ROW(NEW.status), ROW(OLD.status)))
    AND (record_image_ne(ROW(NEW.fulfillment_status), ROW(OLD.fulfillment_status)) OR record_image_ne(ROW(NEW.payment_status), ROW(OLD.payment_status)))
    AND (OLD.fulfillment_status IS NOT NULL OR OLD.payment_status IS NOT NULL OR OLD.status IS NULL) THEN
    IF (record_image_ne(ROW(NEW.fulfillment_status), ROW((SELECT (CASE status WHEN 'shipped' THEN 'shipped' WHEN 'returned' THEN 'returned' ELSE 'open' END)::fulfillment_status FROM (SELECT NEW.*) AS orders)::public.fulfillment_status)) OR record_image_ne(ROW(NEW.payment_status), ROW((SELECT (CASE status WHEN 'pending' THEN 'unpaid' WHEN 'returned' THEN 'refunded' ELSE 'paid' END)::payment_status FROM (SELECT NEW.*) AS orders)::public.payment_status)))
      AND (record_image_ne(ROW(NEW.status), ROW((SELECT (CASE WHEN fulfillment_status <> 'open' THEN fulfillment_status::text
        WHEN payment_status = 'paid' THEN 'paid' ELSE 'pending' END)::order_status FROM (SELECT NEW.*) AS orders)::public.order_status))) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'status, fulfillment_status, payment_status of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (record_image_ne(ROW(NEW.status), ROW(OLD.status))) THEN
    NEW.fulfillment_status := (SELECT (CASE status WHEN 'shipped' THEN 'shipped' WHEN 'returned' THEN 'returned' ELSE 'open' END)::fulfillment_status FROM (SELECT NEW.*) AS orders);
    NEW.payment_status := (SELECT (CASE status WHEN 'pending' THEN 'unpaid' WHEN 'returned' THEN 'refunded' ELSE 'paid' END)::payment_status FROM (SELECT NEW.*) AS orders);
    PERFORM setval('public.orders_status_sync_seen', extract(epoch FROM clock_timestamp())::bigint);
  ELSIF (record_image_ne(ROW(NEW.fulfillment_status), ROW(OLD.fulfillment_status)) OR record_image_ne(ROW(NEW.payment_status), ROW(OLD.payment_status))) AND (record_image_ne(ROW(NEW.fulfillment_status), ROW((SELECT (CASE status WHEN 'shipped' THEN 'shipped' WHEN 'returned' THEN 'returned' ELSE 'open' END)::fulfillment_status FROM (SELECT NEW.*) AS orders)::public.fulfillment_status)) OR record_image_ne(ROW(NEW.payment_status), ROW((SELECT (CASE status WHEN 'pending' THEN 'unpaid' WHEN 'returned' THEN 'refunded' ELSE 'paid' END)::payment_status FROM (SELECT NEW.*) AS orders)::public.payment_status))) THEN
    NEW.status := (SELECT (CASE WHEN fulfillment_status <> 'open' THEN fulfillment_status::text
          WHEN payment_status = 'paid' THEN 'paid' ELSE 'pending' END)::order_status FROM (SELECT NEW.*) AS orders);
  END IF;
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION public.orders_status_sync() FROM PUBLIC;
CREATE TRIGGER zzz_orders_status_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_status_sync();
COMMIT;
