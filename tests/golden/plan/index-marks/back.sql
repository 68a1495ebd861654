> unique public.key_becomes_index.key_becomes_index_key: takes its index over
~ column public.goes_by_another.id: not_null false -> true
~ column public.primary_lets_go.id: not_null false -> true
~ column public.whole_rows.id: not_null false -> true
- index public.goes_by_another.goes_by_another_code
! index public.index_changes.index_changes_key: columns id, code -> id
- primary key public.goes_by_primary.goes_by_primary_pkey
- primary key public.key_becomes_primary.key_becomes_primary_key
+ primary key public.primary_lets_go.primary_lets_go_key
~ table public.goes_by_another: replica_identity_index goes_by_another_code -> goes_by_another_key; cluster_on goes_by_another_code -> goes_by_another_key
~ table public.goes_by_primary: replica_identity_index (none) -> goes_by_primary_key; cluster_on goes_by_primary_pkey -> goes_by_primary_key
~ table public.key_becomes_primary: replica_identity_index (none) -> key_becomes_primary_key
~ table public.primary_lets_go: replica_identity_index primary_lets_go_code -> (none)
~ table public.whole_rows: replica_identity full -> (none); replica_identity_index (none) -> whole_rows_key
+ unique public.goes_by_another.goes_by_another_key
+ unique public.goes_by_primary.goes_by_primary_key
+ unique public.key_becomes_primary.key_becomes_primary_key
! unique public.key_changes.key_changes_key: columns id, code -> id
! unique public.key_of_partitions.key_of_partitions_key: columns id, code -> id
- unique public.primary_lets_go.primary_lets_go_code
- unique public.primary_lets_go.primary_lets_go_key
! unique public.whole_rows.whole_rows_key: columns id, code -> id

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_key_using_index public.key_becomes_index.key_becomes_index_key
--              create_index_concurrently public.goes_by_primary.goes_by_primary_key
--              add_key_using_index public.goes_by_primary.goes_by_primary_key
--              set_replica_identity public.goes_by_primary
--              set_cluster public.goes_by_primary
--              create_index_concurrently public.key_becomes_primary.key_becomes_primary_key
--              swap_key public.key_becomes_primary.key_becomes_primary_key
--              create_index_concurrently public.key_changes.key_changes_key
--              swap_key public.key_changes.key_changes_key
--              create_index_concurrently public.key_of_partitions.key_of_partitions_key
--              add_check_not_valid public.goes_by_another.goes_by_another_id_not_null
--              add_check_not_valid public.primary_lets_go.primary_lets_go_id_not_null
--              add_check_not_valid public.whole_rows.whole_rows_id_not_null
--              create_index_concurrently public.index_changes.index_changes_key
--              rename_index public.index_changes.index_changes_key
--              set_replica_identity public.index_changes.index_changes_key
--              drop_index_concurrently public.index_changes.index_changes_key
--              swap_key public.key_of_partitions.key_of_partitions_key
--              add_key_using_index public.key_of_partitions.key_of_partitions_key
-- locks        public.goes_by_another        ACCESS EXCLUSIVE        catalog only
--              public.goes_by_primary        ACCESS EXCLUSIVE        catalog only
--              public.goes_by_primary        SHARE UPDATE EXCLUSIVE  index build
--              public.index_changes          ACCESS EXCLUSIVE        catalog only
--              public.index_changes          SHARE UPDATE EXCLUSIVE  index build
--              public.key_becomes_index      ACCESS EXCLUSIVE        catalog only
--              public.key_becomes_primary    ACCESS EXCLUSIVE        catalog only
--              public.key_becomes_primary    SHARE UPDATE EXCLUSIVE  index build
--              public.key_changes            ACCESS EXCLUSIVE        catalog only
--              public.key_changes            SHARE UPDATE EXCLUSIVE  index build
--              public.key_of_partitions      ACCESS EXCLUSIVE        catalog only
--              public.key_of_partitions_low  ACCESS EXCLUSIVE        catalog only
--              public.key_of_partitions_low  SHARE UPDATE EXCLUSIVE  index build
--              public.primary_lets_go        ACCESS EXCLUSIVE        catalog only
--              public.whole_rows             ACCESS EXCLUSIVE        catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
--              A DROP INDEX CONCURRENTLY that died leaves the index INVALID: run it again.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.key_of_partitions DROP CONSTRAINT key_of_partitions_key
--   CREATE UNIQUE INDEX CONCURRENTLY index_changes_key_old ON public.index_changes (id, code);
--   BEGIN;
--   ALTER TABLE public.index_changes REPLICA IDENTITY USING INDEX index_changes_key_old, CLUSTER ON index_changes_key_old;
--   ALTER INDEX public.index_changes_key RENAME TO index_changes_key_new;
--   ALTER INDEX public.index_changes_key_old RENAME TO index_changes_key;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.index_changes_key_new;
--   ALTER TABLE public.whole_rows DROP CONSTRAINT whole_rows_id_not_null;
--   ALTER TABLE public.primary_lets_go DROP CONSTRAINT primary_lets_go_id_not_null;
--   ALTER TABLE public.goes_by_another DROP CONSTRAINT goes_by_another_id_not_null;
--   DROP INDEX CONCURRENTLY public.key_of_partitions_low_key_of_partitions_key_new;
--   -- can not be undone: ALTER TABLE public.key_changes DROP CONSTRAINT key_changes_key, ADD CONSTRAINT key_changes ...
--   DROP INDEX CONCURRENTLY public.key_changes_key_new;
--   -- can not be undone: ALTER TABLE public.key_becomes_primary DROP CONSTRAINT key_becomes_primary_key, ADD CONSTR ...
--   DROP INDEX CONCURRENTLY public.key_becomes_primary_key_new;
--   BEGIN;
--   ALTER TABLE public.goes_by_primary CLUSTER ON goes_by_primary_pkey;
--   ALTER TABLE public.goes_by_primary REPLICA IDENTITY DEFAULT;
--   ALTER TABLE public.goes_by_primary DROP CONSTRAINT goes_by_primary_key;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.goes_by_primary_key;
--   -- can not be undone: ALTER TABLE public.key_becomes_index ADD CONSTRAINT key_becomes_index_key UNIQUE USING IND ...

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Adopts the index that is there: a catalog change, and rows are unique all the time.
-- locks: public.key_becomes_index ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.key_becomes_index ADD CONSTRAINT key_becomes_index_key UNIQUE USING INDEX key_becomes_index_key;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- The index of the constraint, built beside the traffic.
-- locks: public.goes_by_primary SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.goes_by_primary WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.goes_by_primary_key;
CREATE UNIQUE INDEX CONCURRENTLY goes_by_primary_key ON public.goes_by_primary (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Adopts the finished index: a catalog change.
-- locks: public.goes_by_primary ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.goes_by_primary ADD CONSTRAINT goes_by_primary_key UNIQUE USING INDEX goes_by_primary_key;
ALTER TABLE public.goes_by_primary REPLICA IDENTITY USING INDEX goes_by_primary_key;
ALTER TABLE public.goes_by_primary CLUSTER ON goes_by_primary_key;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.key_becomes_primary SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.key_becomes_primary WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.key_becomes_primary_key_new;
CREATE UNIQUE INDEX CONCURRENTLY key_becomes_primary_key_new ON public.key_becomes_primary (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The old key goes and the new one comes in one statement.
-- PostgreSQL forgets the replica identity and CLUSTER ON with its index.
-- locks: public.key_becomes_primary ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.key_becomes_primary DROP CONSTRAINT key_becomes_primary_key, ADD CONSTRAINT key_becomes_primary_key UNIQUE USING INDEX key_becomes_primary_key_new, REPLICA IDENTITY USING INDEX key_becomes_primary_key, CLUSTER ON key_becomes_primary_key;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.key_changes SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.key_changes WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.key_changes_key_new;
CREATE UNIQUE INDEX CONCURRENTLY key_changes_key_new ON public.key_changes (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The old key goes and the new one comes in one statement.
-- PostgreSQL forgets the replica identity and CLUSTER ON with its index.
-- locks: public.key_changes ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.key_changes DROP CONSTRAINT key_changes_key, ADD CONSTRAINT key_changes_key UNIQUE USING INDEX key_changes_key_new, REPLICA IDENTITY USING INDEX key_changes_key, CLUSTER ON key_changes_key;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.key_of_partitions_low SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.key_of_partitions_low WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.key_of_partitions_low_key_of_partitions_key_new;
CREATE UNIQUE INDEX CONCURRENTLY key_of_partitions_low_key_of_partitions_key_new ON public.key_of_partitions_low (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves id NOT NULL: new rows are checked from now on.
-- locks: public.goes_by_another ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.goes_by_another WHERE id IS NULL LIMIT 5;
ALTER TABLE public.goes_by_another ADD CONSTRAINT goes_by_another_id_not_null CHECK (id IS NOT NULL) NOT VALID;

-- Proves id NOT NULL: new rows are checked from now on.
-- locks: public.primary_lets_go ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, id FROM public.primary_lets_go WHERE id IS NULL LIMIT 5;
ALTER TABLE public.primary_lets_go ADD CONSTRAINT primary_lets_go_id_not_null CHECK (id IS NOT NULL) NOT VALID;

-- Proves id NOT NULL: new rows are checked from now on.
-- locks: public.whole_rows ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.whole_rows WHERE id IS NULL LIMIT 5;
ALTER TABLE public.whole_rows ADD CONSTRAINT whole_rows_id_not_null CHECK (id IS NOT NULL) NOT VALID;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.index_changes SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.index_changes WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.index_changes_key_new;
CREATE UNIQUE INDEX CONCURRENTLY index_changes_key_new ON public.index_changes (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new index takes the old one's name.
-- PostgreSQL forgets the replica identity and CLUSTER ON with its index.
-- locks: public.index_changes ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER INDEX public.index_changes_key RENAME TO index_changes_key_old;
ALTER INDEX public.index_changes_key_new RENAME TO index_changes_key;
ALTER TABLE public.index_changes REPLICA IDENTITY USING INDEX index_changes_key, CLUSTER ON index_changes_key;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.index_changes SHARE UPDATE EXCLUSIVE; catalog only
DROP INDEX CONCURRENTLY public.index_changes_key_old;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- The old key goes and the new one comes in one transaction, which builds nothing.
-- PostgreSQL forgets the replica identity with its index.
-- locks: public.key_of_partitions ACCESS EXCLUSIVE, public.key_of_partitions_low ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS unknown_partitions, inhrelid::regclass AS name FROM pg_inherits WHERE inhparent = 'public.key_of_partitions'::regclass AND inhrelid NOT IN ('public.key_of_partitions_low'::regclass) LIMIT 5;
BEGIN;
ALTER TABLE public.key_of_partitions DROP CONSTRAINT key_of_partitions_key;
ALTER TABLE public.key_of_partitions_low ADD CONSTRAINT key_of_partitions_low_key_of_partitions_key UNIQUE USING INDEX key_of_partitions_low_key_of_partitions_key_new;
ALTER TABLE public.key_of_partitions ADD CONSTRAINT key_of_partitions_key UNIQUE (id), REPLICA IDENTITY USING INDEX key_of_partitions_key;
COMMIT;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.goes_by_another.goes_by_another_id_not_null
--              set_not_null_proven public.goes_by_another.id
--              drop_constraint public.goes_by_another.goes_by_another_id_not_null
--              create_index_concurrently public.goes_by_another.goes_by_another_key
--              add_key_using_index public.goes_by_another.goes_by_another_key
--              set_replica_identity public.goes_by_another
--              set_cluster public.goes_by_another
--              validate_constraint public.primary_lets_go.primary_lets_go_id_not_null
--              set_not_null_proven public.primary_lets_go.id
--              drop_constraint public.primary_lets_go.primary_lets_go_id_not_null
--              create_index_concurrently public.primary_lets_go.primary_lets_go_key
--              swap_key public.primary_lets_go.primary_lets_go_key
--              set_replica_identity public.primary_lets_go
--              validate_constraint public.whole_rows.whole_rows_id_not_null
--              set_not_null_proven public.whole_rows.id
--              drop_constraint public.whole_rows.whole_rows_id_not_null
--              create_index_concurrently public.whole_rows.whole_rows_key
--              swap_key public.whole_rows.whole_rows_key
--              set_replica_identity public.whole_rows
-- locks        public.goes_by_another  ACCESS EXCLUSIVE        catalog only
--              public.goes_by_another  SHARE UPDATE EXCLUSIVE  index build
--              public.primary_lets_go  ACCESS EXCLUSIVE        catalog only
--              public.primary_lets_go  SHARE UPDATE EXCLUSIVE  index build
--              public.whole_rows       ACCESS EXCLUSIVE        catalog only
--              public.whole_rows       SHARE UPDATE EXCLUSIVE  index build
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 1, 5 and 10 of 14.
--              A CREATE INDEX CONCURRENTLY that died leaves an INVALID index: apply drops it; by hand, run the DROP
--                INDEX of its "leftover" line first.
-- to go back   run these, in this order:
--   ALTER TABLE public.whole_rows REPLICA IDENTITY FULL;
--   -- can not be undone: ALTER TABLE public.whole_rows DROP CONSTRAINT whole_rows_key, ADD CONSTRAINT whole_rows_ke ...
--   DROP INDEX CONCURRENTLY public.whole_rows_key_new;
--   BEGIN;
--   ALTER TABLE public.whole_rows ADD CONSTRAINT whole_rows_id_not_null CHECK (id IS NOT NULL);
--   ALTER TABLE public.whole_rows ALTER COLUMN id DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.whole_rows VALIDATE CONSTRAINT whole_rows_id_not_null
--   ALTER TABLE public.primary_lets_go REPLICA IDENTITY USING INDEX primary_lets_go_code;
--   -- can not be undone: ALTER TABLE public.primary_lets_go DROP CONSTRAINT primary_lets_go_key, ADD CONSTRAINT pri ...
--   DROP INDEX CONCURRENTLY public.primary_lets_go_key_new;
--   BEGIN;
--   ALTER TABLE public.primary_lets_go ADD CONSTRAINT primary_lets_go_id_not_null CHECK (id IS NOT NULL);
--   ALTER TABLE public.primary_lets_go ALTER COLUMN id DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.primary_lets_go VALIDATE CONSTRAINT primary_lets_go_id_not_null
--   BEGIN;
--   ALTER TABLE public.goes_by_another CLUSTER ON goes_by_another_code;
--   ALTER TABLE public.goes_by_another REPLICA IDENTITY USING INDEX goes_by_another_code;
--   ALTER TABLE public.goes_by_another DROP CONSTRAINT goes_by_another_key;
--   COMMIT;
--   DROP INDEX CONCURRENTLY public.goes_by_another_key;
--   BEGIN;
--   ALTER TABLE public.goes_by_another ADD CONSTRAINT goes_by_another_id_not_null CHECK (id IS NOT NULL);
--   ALTER TABLE public.goes_by_another ALTER COLUMN id DROP NOT NULL;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.goes_by_another VALIDATE CONSTRAINT goes_by_another_id_not_null

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.goes_by_another SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.goes_by_another VALIDATE CONSTRAINT goes_by_another_id_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.goes_by_another ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.goes_by_another ALTER COLUMN id SET NOT NULL;
ALTER TABLE public.goes_by_another DROP CONSTRAINT goes_by_another_id_not_null;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- The index of the constraint, built beside the traffic.
-- locks: public.goes_by_another SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.goes_by_another WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.goes_by_another_key;
CREATE UNIQUE INDEX CONCURRENTLY goes_by_another_key ON public.goes_by_another (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Adopts the finished index: a catalog change.
-- locks: public.goes_by_another ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.goes_by_another ADD CONSTRAINT goes_by_another_key UNIQUE USING INDEX goes_by_another_key;
ALTER TABLE public.goes_by_another REPLICA IDENTITY USING INDEX goes_by_another_key;
ALTER TABLE public.goes_by_another CLUSTER ON goes_by_another_key;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.primary_lets_go SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.primary_lets_go VALIDATE CONSTRAINT primary_lets_go_id_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.primary_lets_go ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.primary_lets_go ALTER COLUMN id SET NOT NULL;
ALTER TABLE public.primary_lets_go DROP CONSTRAINT primary_lets_go_id_not_null;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.primary_lets_go SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.primary_lets_go WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.primary_lets_go_key_new;
CREATE UNIQUE INDEX CONCURRENTLY primary_lets_go_key_new ON public.primary_lets_go (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The old key goes and the new one comes in one statement.
-- locks: public.primary_lets_go ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.primary_lets_go DROP CONSTRAINT primary_lets_go_key, ADD CONSTRAINT primary_lets_go_key PRIMARY KEY USING INDEX primary_lets_go_key_new;

-- locks: public.primary_lets_go ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.primary_lets_go REPLICA IDENTITY DEFAULT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.whole_rows SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.whole_rows VALIDATE CONSTRAINT whole_rows_id_not_null;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The valid CHECK proves it, so no row is read.
-- locks: public.whole_rows ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.whole_rows ALTER COLUMN id SET NOT NULL;
ALTER TABLE public.whole_rows DROP CONSTRAINT whole_rows_id_not_null;
COMMIT;

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.whole_rows SHARE UPDATE EXCLUSIVE; index build
-- no row may come: SELECT count(*) OVER () AS values, id, count(*) AS times FROM public.whole_rows WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 LIMIT 5;
-- leftover: DROP INDEX CONCURRENTLY IF EXISTS public.whole_rows_key_new;
CREATE UNIQUE INDEX CONCURRENTLY whole_rows_key_new ON public.whole_rows (id);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The old key goes and the new one comes in one statement.
-- locks: public.whole_rows ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.whole_rows DROP CONSTRAINT whole_rows_key, ADD CONSTRAINT whole_rows_key UNIQUE USING INDEX whole_rows_key_new;

-- locks: public.whole_rows ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.whole_rows REPLICA IDENTITY USING INDEX whole_rows_key;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_index_concurrently public.goes_by_another.goes_by_another_code
--              drop_constraint public.primary_lets_go.primary_lets_go_code
--              drop_constraint public.goes_by_primary.goes_by_primary_pkey
-- locks        public.goes_by_another  SHARE UPDATE EXCLUSIVE  catalog only
--              public.goes_by_primary  ACCESS EXCLUSIVE        catalog only
--              public.primary_lets_go  ACCESS EXCLUSIVE        catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A DROP INDEX CONCURRENTLY that died leaves the index INVALID: run it again.
-- to go back   run these, in this order:
--   ALTER TABLE public.goes_by_primary ADD CONSTRAINT goes_by_primary_pkey PRIMARY KEY (code);
--   ALTER TABLE public.primary_lets_go ADD CONSTRAINT primary_lets_go_code UNIQUE (code);
--   CREATE UNIQUE INDEX goes_by_another_code ON public.goes_by_another (code);

SET lock_timeout = 0;
SET statement_timeout = 0;

-- locks: public.goes_by_another SHARE UPDATE EXCLUSIVE; catalog only
DROP INDEX CONCURRENTLY public.goes_by_another_code;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.primary_lets_go ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.primary_lets_go DROP CONSTRAINT primary_lets_go_code;

-- locks: public.goes_by_primary ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.goes_by_primary DROP CONSTRAINT goes_by_primary_pkey;

