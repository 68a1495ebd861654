+ table public.events_eu
- table public.events_europe
+ table public.events_uk
~ table public.orders_1: values FROM ('0') TO ('500') -> FROM ('0') TO ('1000')
~ table public.orders_2: values FROM ('500') TO ('2000') -> FROM ('1000') TO ('2000')
~ table public.orders_rest: values FROM ('2000') TO (MAXVALUE) -> DEFAULT

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.events_eu
--              create_table public.events_uk
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   DROP TABLE public.events_uk;
--   DROP TABLE public.events_eu;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

-- Made by itself and attached: readers and writers of events pass.
CREATE TABLE public.events_eu (
  LIKE public.events INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING COMPRESSION,
  CONSTRAINT events_eu_bounds CHECK ((region IS NOT NULL) AND (region = 'eu'::text))
);

-- Made by itself and attached: readers and writers of events pass.
CREATE TABLE public.events_uk (
  LIKE public.events INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING COMPRESSION,
  CONSTRAINT events_uk_bounds CHECK ((region IS NOT NULL) AND (region = 'uk'::text))
);

COMMIT;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_check_not_valid public.orders_1
--              validate_constraint public.orders_1
--              add_check_not_valid public.orders_2
--              validate_constraint public.orders_2
--              add_check_not_valid public.orders_rest
--              validate_constraint public.orders_rest
--              swap_partition_bounds public.orders_1
--              swap_partition_bounds public.orders_2
--              swap_partition_bounds public.orders_rest
--              drop_constraint public.orders_1
--              drop_constraint public.orders_2
--              drop_constraint public.orders_rest
-- locks        public.orders       ACCESS EXCLUSIVE        catalog only
--              public.orders_1     ACCESS EXCLUSIVE        catalog only
--              public.orders_1     SHARE UPDATE EXCLUSIVE  scan
--              public.orders_2     ACCESS EXCLUSIVE        catalog only
--              public.orders_2     SHARE UPDATE EXCLUSIVE  scan
--              public.orders_rest  ACCESS EXCLUSIVE        catalog only
--              public.orders_rest  SHARE UPDATE EXCLUSIVE  scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 4, 6, 8 and 10 of 15.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.orders_rest DROP CONSTRAINT orders_2_not_here
--   -- can not be undone: ALTER TABLE public.orders_2 DROP CONSTRAINT orders_2_bounds
--   -- can not be undone: ALTER TABLE public.orders_rest DROP CONSTRAINT orders_1_not_here
--   -- can not be undone: ALTER TABLE public.orders_1 DROP CONSTRAINT orders_1_bounds
--   BEGIN;
--   ALTER TABLE public.orders DETACH PARTITION public.orders_rest;
--   ALTER TABLE public.orders DETACH PARTITION public.orders_2;
--   ALTER TABLE public.orders DETACH PARTITION public.orders_1;
--   ALTER TABLE public.orders ATTACH PARTITION public.orders_rest FOR VALUES FROM ('2000') TO (MAXVALUE);
--   ALTER TABLE public.orders ATTACH PARTITION public.orders_2 FOR VALUES FROM ('500') TO ('2000');
--   ALTER TABLE public.orders ATTACH PARTITION public.orders_1 FOR VALUES FROM ('0') TO ('500');
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders_rest VALIDATE CONSTRAINT orders_rest_bounds
--   ALTER TABLE public.orders_rest DROP CONSTRAINT orders_rest_bounds;
--   -- nothing to undo: ALTER TABLE public.orders_rest VALIDATE CONSTRAINT orders_2_not_here
--   ALTER TABLE public.orders_rest DROP CONSTRAINT orders_2_not_here;
--   -- nothing to undo: ALTER TABLE public.orders_2 VALIDATE CONSTRAINT orders_2_bounds
--   ALTER TABLE public.orders_2 DROP CONSTRAINT orders_2_bounds;
--   -- nothing to undo: ALTER TABLE public.orders_rest VALIDATE CONSTRAINT orders_1_not_here
--   ALTER TABLE public.orders_rest DROP CONSTRAINT orders_1_not_here;
--   -- nothing to undo: ALTER TABLE public.orders_1 VALIDATE CONSTRAINT orders_1_bounds
--   ALTER TABLE public.orders_1 DROP CONSTRAINT orders_1_bounds;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves that every row is within the bounds: ATTACH reads none.
-- locks: public.orders_1 ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.orders_1 WHERE NOT ((id IS NOT NULL) AND (id >= '0'::bigint) AND (id < '1000'::bigint)) LIMIT 5;
ALTER TABLE public.orders_1 ADD CONSTRAINT orders_1_bounds CHECK ((id IS NOT NULL) AND (id >= '0'::bigint) AND (id < '1000'::bigint)) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders_1 SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders_1 VALIDATE CONSTRAINT orders_1_bounds;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves that the default partition holds no row of the new one: ATTACH need not read it. Rows that it holds go to a
-- table of their own, and come back when the new one is there.
-- locks: public.orders_rest ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.orders_rest WHERE NOT (NOT ((id IS NOT NULL) AND (id >= '0'::bigint) AND (id < '1000'::bigint))) LIMIT 5;
ALTER TABLE public.orders_rest ADD CONSTRAINT orders_1_not_here CHECK (NOT ((id IS NOT NULL) AND (id >= '0'::bigint) AND (id < '1000'::bigint))) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders_rest SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders_rest VALIDATE CONSTRAINT orders_1_not_here;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves that every row is within the bounds: ATTACH reads none.
-- locks: public.orders_2 ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.orders_2 WHERE NOT ((id IS NOT NULL) AND (id >= '1000'::bigint) AND (id < '2000'::bigint)) LIMIT 5;
ALTER TABLE public.orders_2 ADD CONSTRAINT orders_2_bounds CHECK ((id IS NOT NULL) AND (id >= '1000'::bigint) AND (id < '2000'::bigint)) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders_2 SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders_2 VALIDATE CONSTRAINT orders_2_bounds;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves that the default partition holds no row of the new one: ATTACH need not read it. Rows that it holds go to a
-- table of their own, and come back when the new one is there.
-- locks: public.orders_rest ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.orders_rest WHERE NOT (NOT ((id IS NOT NULL) AND (id >= '1000'::bigint) AND (id < '2000'::bigint))) LIMIT 5;
ALTER TABLE public.orders_rest ADD CONSTRAINT orders_2_not_here CHECK (NOT ((id IS NOT NULL) AND (id >= '1000'::bigint) AND (id < '2000'::bigint))) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders_rest SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders_rest VALIDATE CONSTRAINT orders_2_not_here;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- Proves that every row is within the bounds: ATTACH reads none.
-- locks: public.orders_rest ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.orders_rest WHERE NOT (NOT ((id IS NOT NULL) AND (((id >= '0'::bigint) AND (id < '1000'::bigint)) OR ((id >= '1000'::bigint) AND (id < '2000'::bigint))))) LIMIT 5;
ALTER TABLE public.orders_rest ADD CONSTRAINT orders_rest_bounds CHECK (NOT ((id IS NOT NULL) AND (((id >= '0'::bigint) AND (id < '1000'::bigint)) OR ((id >= '1000'::bigint) AND (id < '2000'::bigint))))) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.orders_rest SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders_rest VALIDATE CONSTRAINT orders_rest_bounds;

SET lock_timeout = '250ms';
SET statement_timeout = '15s';

-- In one transaction, so that no row is ever missing.
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_1 ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_2 ACCESS EXCLUSIVE; catalog only
-- locks: public.orders_rest ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders DETACH PARTITION public.orders_1;
ALTER TABLE public.orders DETACH PARTITION public.orders_2;
ALTER TABLE public.orders DETACH PARTITION public.orders_rest;
ALTER TABLE public.orders ATTACH PARTITION public.orders_1 FOR VALUES FROM ('0') TO ('1000');
ALTER TABLE public.orders ATTACH PARTITION public.orders_2 FOR VALUES FROM ('1000') TO ('2000');
ALTER TABLE public.orders ATTACH PARTITION public.orders_rest DEFAULT;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.orders_1 ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders_1 DROP CONSTRAINT orders_1_bounds;

-- locks: public.orders_rest ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders_rest DROP CONSTRAINT orders_1_not_here;

-- locks: public.orders_2 ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders_2 DROP CONSTRAINT orders_2_bounds;

-- locks: public.orders_rest ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders_rest DROP CONSTRAINT orders_2_not_here;
ALTER TABLE public.orders_rest DROP CONSTRAINT orders_rest_bounds;
COMMIT;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      detach_partition_concurrently public.events_europe
--              attach_new_partition public.events_eu
-- locks        public.events  SHARE UPDATE EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              A DETACH PARTITION CONCURRENTLY that died leaves it half detached: apply ends it; by hand, ALTER TABLE
--                ... DETACH PARTITION ... FINALIZE.
-- to go back   run these, in this order:
--   -- can not be undone: ALTER TABLE public.events ATTACH PARTITION public.events_eu FOR VALUES IN ('eu')
--   ALTER TABLE public.events ATTACH PARTITION public.events_europe FOR VALUES IN ('eu', 'uk');

SET lock_timeout = 0;
SET statement_timeout = 0;

ALTER TABLE public.events DETACH PARTITION public.events_europe CONCURRENTLY;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.events SHARE UPDATE EXCLUSIVE; catalog only
ALTER TABLE public.events ATTACH PARTITION public.events_eu FOR VALUES IN ('eu');

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_constraint public.events_eu
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   can not be undone by a statement

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER TABLE public.events_eu DROP CONSTRAINT events_eu_bounds;

COMMIT;

==> 20260101000004_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000004
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      attach_new_partition public.events_uk
-- locks        public.events  SHARE UPDATE EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.events SHARE UPDATE EXCLUSIVE; catalog only
ALTER TABLE public.events ATTACH PARTITION public.events_uk FOR VALUES IN ('uk');

==> 20260101000005_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000005
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_constraint public.events_uk
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   can not be undone by a statement

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

ALTER TABLE public.events_uk DROP CONSTRAINT events_uk_bounds;

COMMIT;

==> 20260101000006_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000006
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_table public.events_europe
-- locks        public.events_europe  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.events_europe ACCESS EXCLUSIVE; catalog only
DROP TABLE public.events_europe;

