~ rule public.orders.a: on update -> delete; where (old.total > 0) -> (none); enabled never -> (none); comment second -> (none)
~ rule public.orders.b: where (old.total > 1) -> (old.total > 0); do DELETE FROM public.log   WHERE (log.id = old.id) -> INSTEAD NOTHING; enabled replica -> always; comment second -> first
~ view rule public.v.a: on update -> insert; where (new.id > 0) -> (none); do INSTEAD  DELETE FROM public.orders   WHERE (orders.id = n... -> INSTEAD NOTHING; comment second -> (none)
~ view rule public.v.b: where (new.id > 1) -> (new.id > 0); comment second -> first

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
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
--              public.v       ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1, 3, 5, 6, 7 and 8 of 8.
-- to go back   run these, in this order:
--   COMMENT ON RULE b ON public.v IS 'second';
--   CREATE OR REPLACE RULE b AS
--       ON INSERT TO public.v
--       WHERE (new.id > 1)
--       DO INSTEAD NOTHING;
--   COMMENT ON RULE a ON public.v IS 'second';
--   CREATE OR REPLACE RULE a AS
--       ON UPDATE TO public.v
--       WHERE (new.id > 0)
--       DO INSTEAD  DELETE FROM public.orders
--     WHERE (orders.id = new.id);
--   BEGIN;
--   COMMENT ON RULE b ON public.orders IS 'second';
--   ALTER TABLE public.orders ENABLE REPLICA RULE b;
--   COMMIT;
--   CREATE OR REPLACE RULE b AS
--       ON DELETE TO public.orders
--       WHERE (old.total > 1)
--       DO DELETE FROM public.log
--     WHERE (log.id = old.id);
--   BEGIN;
--   COMMENT ON RULE a ON public.orders IS 'second';
--   ALTER TABLE public.orders DISABLE RULE a;
--   COMMIT;
--   CREATE OR REPLACE RULE a AS
--       ON UPDATE TO public.orders
--       WHERE (old.total > 0)
--       DO INSTEAD NOTHING;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
CREATE OR REPLACE RULE a AS
    ON DELETE TO public.orders
    DO INSTEAD NOTHING;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ENABLE RULE a;
COMMENT ON RULE a ON public.orders IS NULL;
COMMIT;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
CREATE OR REPLACE RULE b AS
    ON DELETE TO public.orders
    WHERE (old.total > 0)
    DO INSTEAD NOTHING;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ENABLE ALWAYS RULE b;
COMMENT ON RULE b ON public.orders IS 'first';
COMMIT;

-- locks: public.v ACCESS EXCLUSIVE; catalog only
CREATE OR REPLACE RULE a AS
    ON INSERT TO public.v
    DO INSTEAD NOTHING;

COMMENT ON RULE a ON public.v IS NULL;

-- locks: public.v ACCESS EXCLUSIVE; catalog only
CREATE OR REPLACE RULE b AS
    ON INSERT TO public.v
    WHERE (new.id > 0)
    DO INSTEAD NOTHING;

COMMENT ON RULE b ON public.v IS 'first';

