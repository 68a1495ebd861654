~ table public.events: partition_by (none) -> RANGE (day)
+ table public.events_2025
+ table public.events_rest

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- expansion    opened by 20260101000000
--              public.events -> public.events_new
-- meanwhile    public.events: every version reads and writes it; a trigger repeats each write on public.events_new,
--                which takes its name in the contract.
-- changes      create_table public.events_new
--              create_partition public.events_2025
--              create_partition public.events_rest
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TABLE public.events_rest;
--   DROP TABLE public.events_2025;
--   DROP TABLE public.events_new;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.events_new (
  id bigint NOT NULL,
  day date NOT NULL,
  tenant bigint NOT NULL,
  amount numeric,
  CONSTRAINT events_pkey_new PRIMARY KEY (id, day)
) PARTITION BY RANGE (day);

CREATE TABLE public.events_2025 PARTITION OF public.events_new FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

CREATE TABLE public.events_rest PARTITION OF public.events_new DEFAULT;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.events -> public.events_new
-- meanwhile    public.events: every version reads and writes it; a trigger repeats each write on public.events_new,
--                which takes its name in the contract.
-- changes      create_helper_function public.events
--              close_helper_function public.events
--              create_helper_trigger public.events
-- locks        public.events  SHARE ROW EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP TRIGGER zzz_events_new_sync_truncate ON public.events;
--   DROP TRIGGER zzz_events_new_sync ON public.events;
--   GRANT EXECUTE ON FUNCTION public.events_new_sync() TO PUBLIC;
--   DROP FUNCTION public.events_new_sync();
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Repeats each write on public.events_new until the contract.
-- locks: public.events SHARE ROW EXCLUSIVE; catalog only
BEGIN;
CREATE FUNCTION public.events_new_sync() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    TRUNCATE public.events_new;
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' AND ROW(OLD.id, OLD.day) IS DISTINCT FROM ROW(NEW.id, NEW.day) THEN
    DELETE FROM public.events_new AS n
     WHERE n.id = OLD.id AND n.day = OLD.day
       AND NOT EXISTS (SELECT FROM public.events AS o WHERE o.id = OLD.id AND o.day = OLD.day);
    IF NOT FOUND THEN
      -- It was not copied yet; or since the snapshot of this transaction, which then can not be serialized.
      INSERT INTO public.events_new (id, day, tenant, amount)
      VALUES (OLD.id, OLD.day, OLD.tenant, OLD.amount)
      ON CONFLICT DO NOTHING;
      DELETE FROM public.events_new AS n
       WHERE n.id = OLD.id AND n.day = OLD.day
         AND NOT EXISTS (SELECT FROM public.events AS o WHERE o.id = OLD.id AND o.day = OLD.day);
    END IF;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    -- As the row is now: another trigger may have written it again.
    INSERT INTO public.events_new (id, day, tenant, amount)
    SELECT o.id, o.day, o.tenant, o.amount FROM public.events AS o WHERE o.id = NEW.id AND o.day = NEW.day
    ON CONFLICT (id, day) DO UPDATE SET
      id = EXCLUDED.id,
      day = EXCLUDED.day,
      tenant = EXCLUDED.tenant,
      amount = EXCLUDED.amount;
  END IF;
  RETURN NULL;
END
$$;
REVOKE ALL ON FUNCTION public.events_new_sync() FROM PUBLIC;
CREATE TRIGGER zzz_events_new_sync AFTER INSERT OR UPDATE OR DELETE ON public.events FOR EACH ROW
  EXECUTE FUNCTION public.events_new_sync();
CREATE TRIGGER zzz_events_new_sync_truncate AFTER TRUNCATE ON public.events FOR EACH STATEMENT
  EXECUTE FUNCTION public.events_new_sync();
COMMIT;

==> 20260101000002_case.backfill.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        backfill: runs after expand, while the applications work; fills what expand added, in batches
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.events -> public.events_new
-- meanwhile    public.events: every version reads and writes it; a trigger repeats each write on public.events_new,
--                which takes its name in the contract.
-- changes      backfill public.events
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
  first_key1 public.events.id%TYPE;
  last_key1 public.events.id%TYPE;
  first_key2 public.events.day%TYPE;
  last_key2 public.events.day%TYPE;
BEGIN
  SELECT id, day INTO first_key1, first_key2
    FROM public.events ORDER BY id, day LIMIT 1;
  WHILE first_key1 IS NOT NULL LOOP
    SELECT id, day INTO last_key1, last_key2
      FROM (SELECT id, day FROM public.events
             WHERE (id, day) >= (first_key1, first_key2) ORDER BY id, day LIMIT 5000) AS batch
     ORDER BY id DESC, day DESC LIMIT 1;
    INSERT INTO public.events_new (id, day, tenant, amount)
    SELECT id, day, tenant, amount
      FROM public.events
     WHERE (id, day) >= (first_key1, first_key2) AND (id, day) <= (last_key1, last_key2)
       FOR NO KEY UPDATE
        ON CONFLICT DO NOTHING;
    COMMIT;
    SELECT id, day INTO first_key1, first_key2
      FROM public.events WHERE (id, day) > (last_key1, last_key2)
     ORDER BY id, day LIMIT 1;
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
--              public.events -> public.events_new
-- meanwhile    public.events: every version reads and writes it; a trigger repeats each write on public.events_new,
--                which takes its name in the contract.
-- changes      reconcile public.events
--              analyze public.events
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
  FROM public.events AS o
  FULL JOIN public.events_new AS n ON o.id = n.id AND o.day = n.day
  WHERE o.id IS NULL OR n.id IS NULL
  OR record_image_ne(ROW(o.id, o.day, o.tenant, o.amount), ROW(n.id, n.day, n.tenant, n.amount));
  IF stray_rows > 0 THEN
    RAISE EXCEPTION '% rows of public.events and public.events_new are not the same', stray_rows;
  END IF;
END
$reconcile$;

ANALYZE public.events_new;

==> 20260101000004_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- expansion    opened by 20260101000000
--              public.events -> public.events_new
-- meanwhile    public.events: every version reads and writes it; a trigger repeats each write on public.events_new,
--                which takes its name in the contract.
-- changes      build_materialized_view_beside public.counts
--              build_materialized_view_beside public.spent
--              build_materialized_view_beside public.per_day
--              drop_helper_trigger public.events
--              drop_helper_function public.events
--              keep_privileges public.top
--              rebuild_view public.top
--              keep_privileges public.per_day
--              swap_materialized_view public.per_day
--              keep_privileges public.spent
--              swap_materialized_view public.spent
--              keep_privileges public.counts
--              swap_materialized_view public.counts
--              keep_privileges public.events_new
--              change_identity public.events_new.id
--              swap public.events_new.id
--              drop_old_side public.events
--              swap public.events
--              rename_index public.per_day
-- locks        public.counts   ACCESS EXCLUSIVE  catalog only
--              public.events   ACCESS EXCLUSIVE  catalog only
--              public.per_day  ACCESS EXCLUSIVE  catalog only
--              public.spent    ACCESS EXCLUSIVE  catalog only
--              public.top      ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- Filled over public.events_new before that takes the place of public.events; a REFRESH of the old ones meanwhile is
-- lost.
-- It is declared without rows, and gets them where the old one was filled since.
BEGIN;
CREATE MATERIALIZED VIEW public.counts_new AS
SELECT events_new.tenant,
    count(*) AS events
   FROM public.events_new
  GROUP BY events_new.tenant
WITH NO DATA;
DO $$
BEGIN
  IF (SELECT relispopulated FROM pg_class WHERE oid = 'public.counts'::regclass) THEN
    REFRESH MATERIALIZED VIEW public.counts_new;
  END IF;
END $$;
ANALYZE public.counts_new;
CREATE VIEW public.spent_new AS
SELECT events_new.tenant,
    events_new.day,
    events_new.amount
   FROM public.events_new
  WHERE (events_new.amount > (0)::numeric);
CREATE MATERIALIZED VIEW public.per_day_new AS
SELECT spent_new.tenant,
    spent_new.day,
    sum(spent_new.amount) AS amount
   FROM public.spent_new
  GROUP BY spent_new.tenant, spent_new.day;
COMMENT ON MATERIALIZED VIEW public.per_day_new IS 'What was spent';
CREATE UNIQUE INDEX per_day_key_new ON public.per_day_new (tenant, day);
ANALYZE public.per_day_new;
COMMIT;

SET lock_timeout = '200ms';
SET statement_timeout = '15s';

-- Remembers the owner and the grants of public.top.
-- public.per_day_new gets the owner and the grants of public.per_day and takes its place.
-- public.spent_new gets the owner and the grants of public.spent and takes its place.
-- public.counts_new gets the owner and the grants of public.counts and takes its place.
-- The new table gets the owner and the grants of the old one.
-- The new table counts on from the very number that the old one has reached.
-- Gives public.top its owner and grants back.
-- locks: public.events ACCESS EXCLUSIVE; catalog only
-- locks: public.top ACCESS EXCLUSIVE; catalog only
-- locks: public.per_day ACCESS EXCLUSIVE; catalog only
-- locks: public.spent ACCESS EXCLUSIVE; catalog only
-- locks: public.counts ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, coalesce(o.id, n.id) AS id, coalesce(o.day, n.day) AS day FROM public.events AS o FULL JOIN public.events_new AS n ON o.id = n.id AND o.day = n.day WHERE o.id IS NULL OR n.id IS NULL OR record_image_ne(ROW(o.id, o.day, o.tenant, o.amount), ROW(n.id, n.day, n.tenant, n.amount)) LIMIT 5;
BEGIN;
DROP TRIGGER zzz_events_new_sync ON public.events;
DROP TRIGGER zzz_events_new_sync_truncate ON public.events;
DROP FUNCTION public.events_new_sync();
DO $$
BEGIN
  PERFORM set_config('lockstep.public_top', string_agg(command, '; '), true)
  FROM (
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.top', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.top'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.top', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.top'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.top',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.top'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.top'::regclass AND NOT t.attisdropped) p) kept;
END $$;
DROP VIEW public.top;
DO $$
BEGIN
  EXECUTE (SELECT string_agg(command, '; ') FROM (
    SELECT format('REVOKE ALL ON %s FROM %s', 'public.per_day_new',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS command
      FROM pg_class c, aclexplode(c.relacl) a
     WHERE c.oid = 'public.per_day_new'::regclass AND a.grantee <> c.relowner
    UNION ALL
    SELECT format('ALTER MATERIALIZED VIEW %s OWNER TO %I', 'public.per_day_new', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.per_day'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.per_day_new', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.per_day'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.per_day_new',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.per_day'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.per_day'::regclass AND NOT t.attisdropped) p) kept);
END $$;
DROP MATERIALIZED VIEW public.per_day;
DO $$
BEGIN
  EXECUTE (SELECT string_agg(command, '; ') FROM (
    SELECT format('REVOKE ALL ON %s FROM %s', 'public.spent_new',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS command
      FROM pg_class c, aclexplode(c.relacl) a
     WHERE c.oid = 'public.spent_new'::regclass AND a.grantee <> c.relowner
    UNION ALL
    SELECT format('ALTER VIEW %s OWNER TO %I', 'public.spent_new', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.spent'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.spent_new', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.spent'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.spent_new',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.spent'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.spent'::regclass AND NOT t.attisdropped) p) kept);
END $$;
DROP VIEW public.spent;
DO $$
BEGIN
  EXECUTE (SELECT string_agg(command, '; ') FROM (
    SELECT format('REVOKE ALL ON %s FROM %s', 'public.counts_new',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS command
      FROM pg_class c, aclexplode(c.relacl) a
     WHERE c.oid = 'public.counts_new'::regclass AND a.grantee <> c.relowner
    UNION ALL
    SELECT format('ALTER MATERIALIZED VIEW %s OWNER TO %I', 'public.counts_new', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.counts'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.counts_new', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.counts'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.counts_new',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.counts'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.counts'::regclass AND NOT t.attisdropped) p) kept);
END $$;
DROP MATERIALIZED VIEW public.counts;
DO $$
BEGIN
  EXECUTE (SELECT string_agg(command, '; ') FROM (
    SELECT format('REVOKE ALL ON %s FROM %s', 'public.events_new',
                  CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS command
      FROM pg_class c, aclexplode(c.relacl) a
     WHERE c.oid = 'public.events_new'::regclass AND a.grantee <> c.relowner
    UNION ALL
    SELECT format('ALTER TABLE %s OWNER TO %I', 'public.events_new', pg_get_userbyid(c.relowner)) AS command
      FROM pg_class c WHERE c.oid = 'public.events'::regclass
    UNION ALL
    SELECT format('REVOKE ALL ON %s FROM %I', 'public.events_new', pg_get_userbyid(c.relowner))
      FROM pg_class c WHERE c.oid = 'public.events'::regclass AND c.relacl IS NOT NULL
    UNION ALL
    SELECT format('GRANT %s%s ON %s TO %s%s', p.privilege_type, p.columns, 'public.events_new',
                  CASE p.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(p.grantee)) END,
                  CASE WHEN p.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
      FROM (SELECT a.*, '' AS columns FROM pg_class c, aclexplode(c.relacl) a
             WHERE c.oid = 'public.events'::regclass
            UNION ALL
            SELECT a.*, format(' (%I)', t.attname) FROM pg_attribute t, aclexplode(t.attacl) a
             WHERE t.attrelid = 'public.events'::regclass AND NOT t.attisdropped) p) kept);
END $$;
ALTER TABLE public.events_new ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;
DO $$
BEGIN
  -- ALTER SEQUENCE stops nextval() in other sessions until the commit.
  EXECUTE format('ALTER SEQUENCE %s AS bigint', pg_get_serial_sequence('public.events', 'id'));
  EXECUTE format('SELECT setval(%L, last_value, is_called) FROM %s',
    pg_get_serial_sequence('public.events_new', 'id'),
    pg_get_serial_sequence('public.events', 'id'));
END
$$;
DROP TABLE public.events;
ALTER TABLE public.events_new RENAME TO events;
ALTER TABLE public.events RENAME CONSTRAINT events_pkey_new TO events_pkey;
DO $$
BEGIN
  IF to_regclass('public.events_id_seq') IS NULL THEN
    EXECUTE format('ALTER SEQUENCE %s RENAME TO %I', pg_get_serial_sequence('public.events', 'id'), 'events_id_seq');
  END IF;
END
$$;
ALTER MATERIALIZED VIEW public.counts_new RENAME TO counts;
ALTER VIEW public.spent_new RENAME TO spent;
ALTER MATERIALIZED VIEW public.per_day_new RENAME TO per_day;
ALTER INDEX public.per_day_key_new RENAME TO per_day_key;
CREATE VIEW public.top AS
SELECT p.tenant,
    c.events
   FROM (public.per_day p
     JOIN public.counts c USING (tenant));
DO $$
BEGIN
  EXECUTE current_setting('lockstep.public_top');
END $$;
COMMIT;

