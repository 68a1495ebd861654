~ rule public.orders.a: on delete -> update; where (none) -> (old.total > 0); enabled (none) -> never; comment (none) -> second
~ rule public.orders.b: where (old.total > 0) -> (old.total > 1); do INSTEAD NOTHING -> DELETE FROM public.log   WHERE (log.id = old.id); enabled always -> replica; comment first -> second
~ view rule public.v.a: on insert -> update; where (none) -> (new.id > 0); do INSTEAD NOTHING -> INSTEAD  DELETE FROM public.orders   WHERE (orders.id = n...; comment (none) -> second
~ view rule public.v.b: where (new.id > 0) -> (new.id > 1); comment first -> second

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      create_rule public.orders.a
--              enable_rule public.orders.a
--              comment public.orders.a
--              create_rule public.orders.b
--              enable_rule public.orders.b
--              comment public.orders.b
--              create_rule public.v.a
--              comment public.v.a
--              create_rule public.v.b
--              comment public.v.b
-- locks        public.log     ROW EXCLUSIVE     catalog only
--              public.orders  ACCESS EXCLUSIVE  catalog only
--              public.v       ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1, 3, 5, 6, 7 and 8 of 8.
-- to go back   run these, in this order:
--   COMMENT ON RULE b ON public.v IS 'first';
--   CREATE OR REPLACE RULE b AS
--       ON INSERT TO public.v
--       WHERE (new.id > 0)
--       DO INSTEAD NOTHING;
--   COMMENT ON RULE a ON public.v IS NULL;
--   CREATE OR REPLACE RULE a AS
--       ON INSERT TO public.v
--       DO INSTEAD NOTHING;
--   BEGIN;
--   COMMENT ON RULE b ON public.orders IS 'first';
--   ALTER TABLE public.orders ENABLE ALWAYS RULE b;
--   COMMIT;
--   CREATE OR REPLACE RULE b AS
--       ON DELETE TO public.orders
--       WHERE (old.total > 0)
--       DO INSTEAD NOTHING;
--   BEGIN;
--   COMMENT ON RULE a ON public.orders IS NULL;
--   ALTER TABLE public.orders ENABLE RULE a;
--   COMMIT;
--   CREATE OR REPLACE RULE a AS
--       ON DELETE TO public.orders
--       DO INSTEAD NOTHING;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
CREATE OR REPLACE RULE a AS
    ON UPDATE TO public.orders
    WHERE (old.total > 0)
    DO INSTEAD NOTHING;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders DISABLE RULE a;
COMMENT ON RULE a ON public.orders IS 'second';
COMMIT;

-- locks: public.log ROW EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
CREATE OR REPLACE RULE b AS
    ON DELETE TO public.orders
    WHERE (old.total > 1)
    DO DELETE FROM public.log
  WHERE (log.id = old.id);

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ENABLE REPLICA RULE b;
COMMENT ON RULE b ON public.orders IS 'second';
COMMIT;

-- locks: public.orders ROW EXCLUSIVE, public.v ACCESS EXCLUSIVE; catalog only
CREATE OR REPLACE RULE a AS
    ON UPDATE TO public.v
    WHERE (new.id > 0)
    DO INSTEAD  DELETE FROM public.orders
  WHERE (orders.id = new.id);

COMMENT ON RULE a ON public.v IS 'second';

-- locks: public.v ACCESS EXCLUSIVE; catalog only
CREATE OR REPLACE RULE b AS
    ON INSERT TO public.v
    WHERE (new.id > 1)
    DO INSTEAD NOTHING;

COMMENT ON RULE b ON public.v IS 'second';

