~ table public.orders: partition_by (none) -> LIST (region); with fillfactor=90 -> (none)
+ table public.orders_eu
+ table public.orders_other

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- expansion    opened by 20260101000000
--              public.orders -> public.orders_new
-- meanwhile    public.orders: every version reads and writes it; a trigger repeats each write on public.orders_new,
--                which takes its name in the contract.
-- changes      create_table public.orders_new
--              create_partition public.orders_eu
--              comment public.orders_new
--              create_partition public.orders_other
--              create_index public.orders_new.orders_customer_id_idx_new
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP INDEX public.orders_customer_id_idx_new;
--   DROP TABLE public.orders_other;
--   COMMENT ON TABLE public.orders_new IS NULL;
--   DROP TABLE public.orders_eu;
--   DROP TABLE public.orders_new;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.orders_new (
  id bigint NOT NULL,
  region text DEFAULT 'eu'::text NOT NULL,
  customer_id bigint,
  number integer DEFAULT nextval('public.orders_number_seq'::regclass) NOT NULL,
  total numeric,
  doubled numeric GENERATED ALWAYS AS (total * (2)::numeric) STORED,
  CONSTRAINT orders_pkey_new PRIMARY KEY (id, region),
  CONSTRAINT orders_total_check CHECK (total >= (0)::numeric)
) PARTITION BY LIST (region);

CREATE TABLE public.orders_eu PARTITION OF public.orders_new FOR VALUES IN ('eu');

COMMENT ON TABLE public.orders_new IS 'What was ordered';

CREATE TABLE public.orders_other PARTITION OF public.orders_new FOR VALUES IN ('us', 'asia');

CREATE INDEX orders_customer_id_idx_new ON public.orders_new (customer_id);

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders -> public.orders_new
-- meanwhile    public.orders: every version reads and writes it; a trigger repeats each write on public.orders_new,
--                which takes its name in the contract.
-- changes      add_foreign_key_on_new_table public.orders_new.orders_customer_id_fkey
--              create_helper_function public.orders
--              close_helper_function public.orders
--              create_helper_trigger public.orders
-- locks        public.customers  SHARE ROW EXCLUSIVE  catalog only
--              public.orders     SHARE ROW EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_orders_new_sync_truncate ON public.orders;
--   DROP TRIGGER zzz_orders_new_sync ON public.orders;
--   GRANT EXECUTE ON FUNCTION public.orders_new_sync() TO PUBLIC;
--   DROP FUNCTION public.orders_new_sync();
--   COMMIT;
--   ALTER TABLE public.orders_new DROP CONSTRAINT orders_customer_id_fkey;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.customers SHARE ROW EXCLUSIVE; catalog only
ALTER TABLE public.orders_new ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON DELETE CASCADE;

-- Repeats each write on public.orders_new until the contract.
-- locks: public.orders SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id, region FROM public.orders WHERE NOT (((region IS NOT NULL) AND (region = 'eu'::text)) OR ((region IS NOT NULL) AND (region = ANY (ARRAY['us'::text, 'asia'::text])))) LIMIT 5;
BEGIN;
CREATE FUNCTION public.orders_new_sync() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    TRUNCATE public.orders_new;
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' AND ROW(OLD.id, OLD.region) IS DISTINCT FROM ROW(NEW.id, NEW.region) THEN
    DELETE FROM public.orders_new AS n
     WHERE n.id = OLD.id AND n.region = OLD.region
       AND NOT EXISTS (SELECT FROM public.orders AS o WHERE o.id = OLD.id AND o.region = OLD.region);
    IF NOT FOUND THEN
      -- It was not copied yet; or since the snapshot of this transaction, which then can not be serialized.
      INSERT INTO public.orders_new (id, region, customer_id, number, total)
      VALUES (OLD.id, OLD.region, OLD.customer_id, OLD.number, OLD.total)
      ON CONFLICT DO NOTHING;
      DELETE FROM public.orders_new AS n
       WHERE n.id = OLD.id AND n.region = OLD.region
         AND NOT EXISTS (SELECT FROM public.orders AS o WHERE o.id = OLD.id AND o.region = OLD.region);
    END IF;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    -- As the row is now: another trigger may have written it again.
    INSERT INTO public.orders_new (id, region, customer_id, number, total)
    SELECT o.id, o.region, o.customer_id, o.number, o.total FROM public.orders AS o WHERE o.id = NEW.id AND o.region = NEW.region
    ON CONFLICT (id, region) DO UPDATE SET
      id = EXCLUDED.id,
      region = EXCLUDED.region,
      customer_id = EXCLUDED.customer_id,
      number = EXCLUDED.number,
      total = EXCLUDED.total;
  END IF;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION public.orders_new_sync() FROM PUBLIC;
CREATE TRIGGER zzz_orders_new_sync AFTER INSERT OR UPDATE OR DELETE ON public.orders FOR EACH ROW
  EXECUTE FUNCTION public.orders_new_sync();
CREATE TRIGGER zzz_orders_new_sync_truncate AFTER TRUNCATE ON public.orders FOR EACH STATEMENT
  EXECUTE FUNCTION public.orders_new_sync();
COMMIT;

==> 20260101000002_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders -> public.orders_new
-- meanwhile    public.orders: every version reads and writes it; a trigger repeats each write on public.orders_new,
--                which takes its name in the contract.
-- changes      backfill public.orders
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A backfill that died keeps the batches that it filled: run again, it fills the others.
-- to go back   can not be undone by a statement

SET lock_timeout = 0;
SET statement_timeout = 0;

-- Copies the old rows in batches of 5000, each in a transaction of its own.
-- Rows that are there already are passed over: stop it when you like, and run it again.
DO $backfill$
DECLARE
  first_key1 public.orders.id%TYPE;
  last_key1 public.orders.id%TYPE;
  first_key2 public.orders.region%TYPE;
  last_key2 public.orders.region%TYPE;
BEGIN
  SELECT id, region INTO first_key1, first_key2
    FROM public.orders ORDER BY id, region LIMIT 1;
  WHILE first_key1 IS NOT NULL LOOP
    SELECT id, region INTO last_key1, last_key2
      FROM (SELECT id, region FROM public.orders
             WHERE (id, region) >= (first_key1, first_key2) ORDER BY id, region LIMIT 5000) AS batch
     ORDER BY id DESC, region DESC LIMIT 1;
    INSERT INTO public.orders_new (id, region, customer_id, number, total)
    SELECT id, region, customer_id, number, total
      FROM public.orders
     WHERE (id, region) >= (first_key1, first_key2) AND (id, region) <= (last_key1, last_key2)
       FOR NO KEY UPDATE
        ON CONFLICT DO NOTHING;
    COMMIT;
    SELECT id, region INTO first_key1, first_key2
      FROM public.orders WHERE (id, region) > (last_key1, last_key2)
     ORDER BY id, region LIMIT 1;
  END LOOP;
END
$backfill$;

==> 20260101000003_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders -> public.orders_new
-- meanwhile    public.orders: every version reads and writes it; a trigger repeats each write on public.orders_new,
--                which takes its name in the contract.
-- changes      reconcile public.orders
--              analyze public.orders
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 2.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Must find no row; else something wrote past the trigger.
DO $reconcile$
DECLARE
  stray_rows bigint;
BEGIN
  SELECT count(*) INTO stray_rows
  FROM public.orders AS o
  FULL JOIN public.orders_new AS n ON o.id = n.id AND o.region = n.region
  WHERE o.id IS NULL OR n.id IS NULL
  OR record_image_ne(ROW(o.id, o.region, o.customer_id, o.number, o.total), ROW(n.id, n.region, n.customer_id, n.number, n.total));
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.orders and public.orders_new are not the same', stray_rows;
  END IF;
END
$reconcile$;

ANALYZE public.orders_new;

==> 20260101000004_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.orders -> public.orders_new
-- meanwhile    public.orders: every version reads and writes it; a trigger repeats each write on public.orders_new,
--                which takes its name in the contract.
-- changes      drop_helper_trigger public.orders
--              drop_helper_function public.orders
--              swap public.orders
--              keep_privileges public.busiest
--              rebuild_view public.busiest
--              keep_privileges public.busy
--              rebuild_view public.busy
--              keep_privileges public.orders_new
--              change_identity public.orders_new.id
--              swap public.orders_new.id
--              drop_old_side public.orders
--              create_trigger public.orders
--              create_policy public.orders
--              set_row_security public.orders
--              validate_constraint public.items.items_order_fkey
-- locks        public.busiest    ACCESS EXCLUSIVE        catalog only
--              public.busy       ACCESS EXCLUSIVE        catalog only
--              public.customers  ACCESS EXCLUSIVE        catalog only
--              public.items      ACCESS EXCLUSIVE        catalog only
--              public.items      SHARE UPDATE EXCLUSIVE  scan
--              public.orders     ACCESS EXCLUSIVE        catalog only
--              public.orders     ROW SHARE               scan
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 2.
-- to go back   can not be undone by a statement

SET lock_timeout = '200ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- Remembers the owner and the grants of public.busiest.
-- Remembers the owner and the grants of public.busy.
-- The new table gets the owner and the grants of the old one.
-- The new table counts on from the very number that the old one has reached.
-- Gives public.busy its owner and grants back.
-- Gives public.busiest its owner and grants back.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- locks: public.items ACCESS EXCLUSIVE; catalog only
-- locks: public.busiest ACCESS EXCLUSIVE; catalog only
-- locks: public.busy ACCESS EXCLUSIVE; catalog only
-- locks: public.customers ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, coalesce(o.id, n.id) AS id, coalesce(o.region, n.region) AS region FROM public.orders AS o FULL JOIN public.orders_new AS n ON o.id = n.id AND o.region = n.region WHERE o.id IS NULL OR n.id IS NULL OR record_image_ne(ROW(o.id, o.region, o.customer_id, o.number, o.total), ROW(n.id, n.region, n.customer_id, n.number, n.total)) LIMIT 5;
BEGIN;
LOCK TABLE public.customers, public.orders, public.items IN ACCESS EXCLUSIVE MODE;
DROP TRIGGER zzz_orders_new_sync ON public.orders;
DROP TRIGGER zzz_orders_new_sync_truncate ON public.orders;
DROP FUNCTION public.orders_new_sync();
ALTER TABLE public.items DROP CONSTRAINT items_order_fkey;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_busiest', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.busiest', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.busiest'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.busiest', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.busiest'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.busiest',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.busiest'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.busiest'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.busiest;
DO $$
BEGIN
  PERFORM set_config('lockstep.public_busy', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.busy', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.busy'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.busy', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.busy'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.busy',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.busy'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.busy'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.busy;
DO $$
BEGIN
  EXECUTE (SELECT string_agg(command, '; ') FROM (
    SELECT format('REVOKE ALL ON %s FROM %s', 'public.orders_new',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS command
      FROM pg_class c, aclexplode(c.relacl) a
     WHERE c.oid = 'public.orders_new'::regclass AND a.grantee <> c.relowner
    UNION ALL
    SELECT format('ALTER TABLE %s OWNER TO %I', 'public.orders_new', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.orders'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.orders_new', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.orders'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.orders_new',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.orders'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.orders'::regclass AND NOT t.attisdropped) p) kept);
END $$;
ALTER SEQUENCE public.orders_number_seq OWNED BY public.orders_new.number;
ALTER TABLE public.orders_new ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY;
DO $$
BEGIN
  -- ALTER SEQUENCE stops nextval() in other sessions until the commit.
  EXECUTE format('ALTER SEQUENCE %s AS bigint', pg_get_serial_sequence('public.orders', 'id'));
  EXECUTE format('SELECT setval(%L, last_value, is_called) FROM %s',
    pg_get_serial_sequence('public.orders_new', 'id'),
    pg_get_serial_sequence('public.orders', 'id'));
END
$$;
DROP TABLE public.orders;
ALTER TABLE public.orders_new RENAME TO orders;
ALTER TABLE public.orders RENAME CONSTRAINT orders_pkey_new TO orders_pkey;
ALTER INDEX public.orders_customer_id_idx_new RENAME TO orders_customer_id_idx;
DO $$
BEGIN
  IF to_regclass('public.orders_id_seq') IS NULL THEN
    EXECUTE format('ALTER SEQUENCE %s RENAME TO %I', pg_get_serial_sequence('public.orders', 'id'), 'orders_id_seq');
  END IF;
END
$$;
CREATE TRIGGER touch
    BEFORE UPDATE ON public.orders
    FOR EACH ROW
    EXECUTE FUNCTION public.touch();
CREATE POLICY own ON public.orders
    USING (customer_id = 1);
ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY;
CREATE VIEW public.busy AS
SELECT orders.customer_id,
    count(*) AS orders
   FROM public.orders
  GROUP BY orders.customer_id;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_busy');
END $$;
CREATE VIEW public.busiest AS
SELECT max(busy.orders) AS orders
   FROM public.busy;
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_busiest');
END $$;
ALTER TABLE public.items ADD CONSTRAINT items_order_fkey FOREIGN KEY (order_id, region) REFERENCES public.orders(id, region) ON DELETE CASCADE NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.items SHARE UPDATE EXCLUSIVE, public.orders ROW SHARE; scan
ALTER TABLE public.items VALIDATE CONSTRAINT items_order_fkey;

