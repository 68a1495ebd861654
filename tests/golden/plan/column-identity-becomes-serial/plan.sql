~ column public.orders.id: default (none) -> nextval('public.orders_id_seq'::regclass); identity by default -> (none)
+ sequence public.orders_id_seq

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      rename_identity_sequence public.orders_id_seq
--              create_sequence public.orders_id_seq
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP SEQUENCE public.orders_id_seq;
--   ALTER SEQUENCE IF EXISTS public.orders_id_seq_old RENAME TO orders_id_seq;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

-- The identity of public.orders.id counts with the sequence that has the name.
ALTER SEQUENCE IF EXISTS public.orders_id_seq RENAME TO orders_id_seq_old;

CREATE SEQUENCE public.orders_id_seq;

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      change_identity public.orders.id
--              set_default public.orders.id
-- locks        public.orders  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- id counts on with public.orders_id_seq from where the identity is.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
DO $$
DECLARE
  own regclass := (
    SELECT d.objid FROM pg_depend d
      JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
     WHERE d.refobjid = 'public.orders'::regclass AND a.attname = 'id'
       AND d.classid = 'pg_class'::regclass AND d.deptype = 'i');
BEGIN
  LOCK TABLE public.orders IN ACCESS EXCLUSIVE MODE;
  EXECUTE format('SELECT setval(%L, last_value, is_called) FROM %s', 'public.orders_id_seq', own);
END
$$;
ALTER TABLE public.orders ALTER COLUMN id DROP IDENTITY;
ALTER TABLE public.orders ALTER COLUMN id SET DEFAULT nextval('public.orders_id_seq'::regclass);
COMMIT;

==> 20260101000002_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      sequence_owned_by public.orders_id_seq
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER SEQUENCE public.orders_id_seq OWNED BY NONE;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER SEQUENCE public.orders_id_seq OWNED BY public.orders.id;

COMMIT;

