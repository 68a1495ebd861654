+ column public.orders.state
- column public.orders.status
! view public.open_orders: query  SELECT orders.id,     orders.status    FROM public.order... ->  SELECT orders.id,     orders.state AS status    FROM pub...

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.status -> public.orders.state
-- meanwhile    public.orders: the old version reads and writes status, the new one state; a trigger keeps them in
--                step.
-- changes      add_column_without_values public.orders.state
--              share_access public.orders.state
--              create_helper_sequence public.orders.state
--              create_helper_function public.orders.state
--              close_helper_function public.orders.state
--              create_helper_trigger public.orders.state
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
--   ALTER TABLE public.orders DROP COLUMN state;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE length(status) > 20 LIMIT 5;
ALTER TABLE public.orders ADD COLUMN state character varying(20);

-- Who has rights on status alone gets them on state too.
-- Keeps status and state in step until the contract.
-- The sequence holds the second in which the old version wrote last.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  command text;
BEGIN
  FOR command IN
    SELECT format('GRANT %s (%I) ON %s TO %s%s', a.privilege_type, 'state', 'public.orders',
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
    IF NEW.state IS NULL THEN
      NEW.state := NEW.status;
      IF NEW.status IS DISTINCT FROM 'new'::text THEN
        PERFORM setval('public.orders_status_sync_seen', extract(epoch FROM clock_timestamp())::bigint);
      END IF;
    ELSE
      NEW.status := NEW.state;
    END IF;
  ELSIF (NEW.status IS DISTINCT FROM OLD.status)
    AND (NEW.state IS DISTINCT FROM OLD.state)
    AND (OLD.state IS NOT NULL OR OLD.status IS NULL) THEN
    IF (NEW.state IS DISTINCT FROM NEW.status)
      AND (NEW.status IS DISTINCT FROM NEW.state) THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation',
        MESSAGE = 'status, state of public.orders are set to values that do not belong together';
    END IF;
  ELSIF (NEW.status IS DISTINCT FROM OLD.status) THEN
    NEW.state := NEW.status;
    PERFORM setval('public.orders_status_sync_seen', extract(epoch FROM clock_timestamp())::bigint);
  ELSIF (NEW.state IS DISTINCT FROM OLD.state) AND (NEW.state IS DISTINCT FROM NEW.status) THEN
    NEW.status := NEW.state;
  END IF;
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION public.orders_status_sync() FROM PUBLIC;
CREATE TRIGGER zzz_orders_status_sync BEFORE INSERT OR UPDATE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_status_sync();
COMMIT;

==> 20260101000001_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.status -> public.orders.state
-- meanwhile    public.orders: the old version reads and writes status, the new one state; a trigger keeps them in
--                step.
-- changes      backfill public.orders.state
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Fills state of the old rows in batches of 5000 rows, each in a transaction of its own.
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
       SET state = status
     WHERE id >= first_key AND id <= last_key
       AND state IS NULL AND status IS NOT NULL;
    COMMIT;
    SELECT id INTO first_key
      FROM public.orders WHERE id > last_key
     ORDER BY id LIMIT 1;
  END LOOP;
END
$backfill$;

==> 20260101000002_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.status -> public.orders.state
-- meanwhile    public.orders: the old version reads and writes status, the new one state; a trigger keeps them in
--                step.
-- changes      add_check_not_valid public.orders.orders_state_not_null
--              validate_constraint public.orders.orders_state_not_null
--              set_not_null_proven public.orders.state
--              drop_constraint public.orders.orders_state_not_null
--              reconcile public.orders.state
--              analyze public.orders.state
--              keep_privileges public.open_orders
--              rebuild_view public.open_orders
-- locks        public.open_orders  ACCESS EXCLUSIVE        catalog only
--              public.orders       ACCESS EXCLUSIVE        catalog only
--              public.orders       SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2 and 5 of 6.
-- to go back   run these, in this order:
--   -- can not be undone: DO $$
--   -- nothing to undo: ANALYZE public.orders (state)
--   -- can not be undone: DO $reconcile$
--   BEGIN;
--   ALTER TABLE public.orders ADD CONSTRAINT orders_state_not_null CHECK (state IS NOT NULL);
--   ALTER TABLE public.orders ALTER COLUMN state DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT orders_state_not_null
--   ALTER TABLE public.orders DROP CONSTRAINT orders_state_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves state NOT NULL: new rows are checked from now on.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE state IS NULL LIMIT 5;
ALTER TABLE public.orders ADD CONSTRAINT orders_state_not_null CHECK (state IS NOT NULL) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT orders_state_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER COLUMN state SET NOT NULL;
ALTER TABLE public.orders DROP CONSTRAINT orders_state_not_null;
COMMIT;

SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows FROM public.orders
 WHERE state IS DISTINCT FROM status;
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders hold values in the old and the new shape that do not belong together', stray_rows;
  END IF;
END
$reconcile$;

SET lock_timeout = '1min';

-- locks: public.orders SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.orders (state);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of public.open_orders.
-- Gives public.open_orders its owner and grants back.
-- locks: public.open_orders ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_open_orders', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.open_orders', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.open_orders'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.open_orders', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.open_orders'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.open_orders',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.open_orders'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.open_orders'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.open_orders;
CREATE VIEW public.open_orders AS
SELECT orders.id,
    orders.state AS status
   FROM public.orders
  WHERE ((orders.state)::text = 'new'::text);
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_open_orders');
END $$;
COMMIT;

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders.status -> public.orders.state
-- meanwhile    public.orders: the old version reads and writes status, the new one state; a trigger keeps them in
--                step.
-- changes      drop_helper_trigger public.orders.state
--              drop_helper_function public.orders.state
--              drop_helper_sequence public.orders.state
--              drop_old_side public.orders.status
--              set_default public.orders.state
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.orders WHERE state IS DISTINCT FROM status LIMIT 5;
BEGIN;
DROP TRIGGER zzz_orders_status_sync ON public.orders;
DROP FUNCTION public.orders_status_sync();
DROP SEQUENCE public.orders_status_sync_seen;
ALTER TABLE public.orders DROP COLUMN status;
ALTER TABLE public.orders ALTER COLUMN state SET DEFAULT 'new'::character varying;
COMMIT;

