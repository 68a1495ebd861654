~ column public.t.id: not_null true -> false
~ column public.t.sub: not_null true -> false
- primary key public.t.t_pkey
- unique public.t.t_note_key

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_constraint public.t.t_note_key
--              drop_constraint public.t.t_pkey
--              drop_not_null public.t.id
--              drop_not_null public.t.sub
-- locks        public.t      ACCESS EXCLUSIVE  catalog only
--              public.t_1    ACCESS EXCLUSIVE  catalog only
--              public.t_2    ACCESS EXCLUSIVE  catalog only
--              public.t_2_0  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.t ALTER COLUMN sub SET NOT NULL;
--   ALTER TABLE public.t ALTER COLUMN id SET NOT NULL;
--   ALTER TABLE public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id, sub);
--   ALTER TABLE public.t ADD CONSTRAINT t_note_key UNIQUE (note, id, sub);
--   COMMIT;

SET lock_timeout = '250ms';
SET statement_timeout = '15s';

-- locks: public.t ACCESS EXCLUSIVE; catalog only
-- locks: public.t_1 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2 ACCESS EXCLUSIVE; catalog only
-- locks: public.t_2_0 ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.t DROP CONSTRAINT t_note_key;
ALTER TABLE public.t DROP CONSTRAINT t_pkey;
ALTER TABLE public.t ALTER COLUMN id DROP NOT NULL;
ALTER TABLE public.t ALTER COLUMN sub DROP NOT NULL;
COMMIT;

