+ rule public.orders.keep
+ rule public.orders.log
+ table public.notes (with 2 parts)
+ view public.new_orders (with 1 part)
+ view rule public.open_orders.write

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.notes
--              create_view public.new_orders
--              create_rule public.notes.keep
--              enable_rule public.notes.keep
--              comment public.notes.keep
--              create_rule public.new_orders.write
--              comment public.new_orders.write
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   COMMENT ON RULE write ON public.new_orders IS NULL;
--   DROP RULE write ON public.new_orders;
--   COMMENT ON RULE keep ON public.notes IS NULL;
--   ALTER TABLE public.notes ENABLE RULE keep;
--   DROP RULE keep ON public.notes;
--   DROP VIEW public.new_orders;
--   DROP TABLE public.notes;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.notes (
  id bigint
);

CREATE VIEW public.new_orders AS
SELECT orders.id,
    orders.total
   FROM public.orders;

CREATE RULE keep AS
    ON UPDATE TO public.notes
    WHERE (old.id > 0)
    DO INSTEAD NOTHING;

ALTER TABLE public.notes DISABLE RULE keep;

COMMENT ON RULE keep ON public.notes IS 'Keeps';

CREATE RULE write AS
    ON INSERT TO public.new_orders
    WHERE (new.id > 0)
    DO INSTEAD NOTHING;

COMMENT ON RULE write ON public.new_orders IS 'Writes not';

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_rule public.orders.keep
--              enable_rule public.orders.keep
--              comment public.orders.keep
--              create_rule public.orders.log
--              create_rule public.open_orders.write
--              comment public.open_orders.write
-- locks        public.log          ROW EXCLUSIVE     catalog only
--              public.open_orders  ACCESS EXCLUSIVE  catalog only
--              public.orders       ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 5 of 5.
-- to go back   run these, in this order:
--   COMMENT ON RULE write ON public.open_orders IS NULL;
--   DROP RULE write ON public.open_orders;
--   DROP RULE log ON public.orders;
--   BEGIN;
--   COMMENT ON RULE keep ON public.orders IS NULL;
--   ALTER TABLE public.orders ENABLE RULE keep;
--   COMMIT;
--   DROP RULE keep ON public.orders;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
CREATE RULE keep AS
    ON DELETE TO public.orders
    WHERE (old.total > 0)
    DO INSTEAD NOTHING;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ENABLE ALWAYS RULE keep;
COMMENT ON RULE keep ON public.orders IS 'Keeps';
COMMIT;

-- locks: public.log ROW EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
CREATE RULE log AS
    ON INSERT TO public.orders
    DO ( INSERT INTO public.log (id)
  VALUES (new.id);
 INSERT INTO public.log (id)
  VALUES (new.total);
);

-- locks: public.orders ROW EXCLUSIVE, public.open_orders ACCESS EXCLUSIVE; catalog only
CREATE RULE write AS
    ON INSERT TO public.open_orders
    WHERE (new.id > 0)
    DO INSTEAD  INSERT INTO public.orders (id, total)
  VALUES (new.id, new.total);

COMMENT ON RULE write ON public.open_orders IS 'Writes';

