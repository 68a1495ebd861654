~ column public.base.count: type integer -> bigint
~ column public.base.id: type integer -> bigint
~ column public.base.state: type text -> character varying(20); default 'new'::text -> 'new'::character varying
~ column public.child.state: comment (none) -> as told
~ column public.grandchild.state: default 'old'::text -> (none)
~ column public.part.amount: type integer -> bigint
~ column public.part_a.amount: default 5 -> 6
refused without --allow rewrite, blocks_reads, blocks_writes, breaks_old_code: ALTER TABLE public.base ALTER COLUMN count DROP DEFAULT, ALTER COLUMN count TYPE bigint, ALTER COLUMN count SET DEFAULT 1
refused without --allow rewrite, blocks_reads, blocks_writes, breaks_old_code: ALTER TABLE public.base ALTER COLUMN id TYPE bigint
refused without --allow rewrite, blocks_reads, blocks_writes, breaks_old_code: ALTER TABLE public.base ALTER COLUMN state DROP DEFAULT, ALTER COLUMN state TYPE character varying(20), ALTER COLUMN state SET DEFAULT 'new'::character varying
refused without --allow rewrite, blocks_reads, blocks_writes, breaks_old_code: ALTER TABLE public.part ALTER COLUMN amount TYPE bigint

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      set_type_rewriting public.base.count
--              set_default public.base.count
--              set_type_rewriting public.base.id
--              set_type_rewriting public.base.state
--              set_default public.base.state
--              set_default public.child.state
--              comment public.child.state
--              set_type_rewriting public.part.amount
--              set_default public.part_a.amount
-- locks        public.base        ACCESS EXCLUSIVE  rewrite
--              public.child       ACCESS EXCLUSIVE  rewrite
--              public.grandchild  ACCESS EXCLUSIVE  rewrite
--              public.part        ACCESS EXCLUSIVE  rewrite
--              public.part_a      ACCESS EXCLUSIVE  rewrite
-- hazards      accepted: LS201 rewrite, LS202 blocks_reads, LS203 blocks_writes, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1, 3, 4 and 6 of 6.
-- to go back   run these, in this order:
--   ALTER TABLE public.part_a ALTER COLUMN amount SET DEFAULT 5;
--   ALTER TABLE public.part ALTER COLUMN amount TYPE integer;
--   COMMENT ON COLUMN public.child.state IS NULL;
--   -- can not be undone: ALTER TABLE public.base ALTER COLUMN state DROP DEFAULT, ALTER COLUMN state TYPE character ...
--   ALTER TABLE public.base ALTER COLUMN id TYPE integer;
--   -- can not be undone: ALTER TABLE public.base ALTER COLUMN count DROP DEFAULT, ALTER COLUMN count TYPE bigint, A ...

SET lock_timeout = '333ms';
SET statement_timeout = 0;

-- public.child keeps its own default.
-- locks: public.base ACCESS EXCLUSIVE, public.child ACCESS EXCLUSIVE, public.grandchild ACCESS EXCLUSIVE; rewrite
BEGIN;
ALTER TABLE public.base ALTER COLUMN count DROP DEFAULT, ALTER COLUMN count TYPE bigint, ALTER COLUMN count SET DEFAULT 1;
ALTER TABLE public.child ALTER COLUMN count SET DEFAULT 2;
COMMIT;

-- locks: public.base ACCESS EXCLUSIVE, public.child ACCESS EXCLUSIVE, public.grandchild ACCESS EXCLUSIVE; rewrite
ALTER TABLE public.base ALTER COLUMN id TYPE bigint;

-- public.child keeps its own default.
-- public.grandchild keeps its own default.
-- locks: public.base ACCESS EXCLUSIVE, public.child ACCESS EXCLUSIVE, public.grandchild ACCESS EXCLUSIVE; rewrite
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.base WHERE length(state) > 20 LIMIT 5;
BEGIN;
ALTER TABLE public.base ALTER COLUMN state DROP DEFAULT, ALTER COLUMN state TYPE character varying(20), ALTER COLUMN state SET DEFAULT 'new'::character varying;
ALTER TABLE public.child ALTER COLUMN state DROP DEFAULT;
ALTER TABLE public.grandchild ALTER COLUMN state DROP DEFAULT;
COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.child SHARE UPDATE EXCLUSIVE; catalog only
COMMENT ON COLUMN public.child.state IS 'as told';

SET lock_timeout = '500ms';
SET statement_timeout = 0;

-- locks: public.part ACCESS EXCLUSIVE, public.part_a ACCESS EXCLUSIVE; rewrite
ALTER TABLE public.part ALTER COLUMN amount TYPE bigint;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.part_a ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.part_a ALTER COLUMN amount SET DEFAULT 6;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      analyze public.base.count
--              analyze public.base.id
--              analyze public.base.state
--              analyze public.part.amount
-- locks        public.base    SHARE UPDATE EXCLUSIVE  scan
--              public.part    SHARE UPDATE EXCLUSIVE  scan
--              public.part_a  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.base SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.base (count);

-- locks: public.base SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.base (id);

-- locks: public.base SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.base (state);

-- locks: public.part SHARE UPDATE EXCLUSIVE, public.part_a SHARE UPDATE EXCLUSIVE; scan
ANALYZE public.part (amount);

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_default public.grandchild.state
-- locks        public.grandchild  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   run these, in this order:
--   ALTER TABLE public.grandchild ALTER COLUMN state SET DEFAULT 'old'::text;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.grandchild ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.grandchild ALTER COLUMN state DROP DEFAULT;

