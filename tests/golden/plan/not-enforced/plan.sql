> foreign check public.far.far_b: renamed
! check public.a.a_a: not_enforced false -> true
+ check public.b.b_a
- check public.d.d_a
! foreign check public.far.far_a: not_enforced false -> true
~ foreign key public.a.a_r: not_enforced false -> true
+ foreign key public.b.b_r
- foreign key public.d.d_r
+ foreign table public.further (with 2 parts)
+ table public.c (with 4 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      rename_constraint public.far.far_b
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.far RENAME CONSTRAINT far_b TO far_d;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER TABLE public.far RENAME CONSTRAINT far_d TO far_b;

==> 20260101000001_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_table public.c
--              create_foreign_table public.further
--              alter_foreign_table public.further.further_a
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER FOREIGN TABLE public.further DROP CONSTRAINT further_a;
--   DROP FOREIGN TABLE public.further;
--   DROP TABLE public.c;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE TABLE public.c (
  a integer,
  r bigint,
  CONSTRAINT c_a CHECK (a > 0) NOT ENFORCED
);

CREATE FOREIGN TABLE public.further (
    a integer
)
    SERVER other;

ALTER FOREIGN TABLE public.further ADD CONSTRAINT further_a CHECK (a > 0) NOT ENFORCED;

COMMIT;

==> 20260101000002_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      replace_constraint_not_valid public.a.a_a
--              add_check_not_valid public.b.b_a
--              alter_not_enforced public.a.a_r
--              add_foreign_key_not_valid public.b.b_r
--              add_foreign_key_not_valid public.c.c_r
--              alter_foreign_table public.far.far_a
--              drop_foreign_key public.d.d_r
--              drop_constraint public.d.d_a
-- locks        public.a  ACCESS EXCLUSIVE  catalog only
--              public.b  ACCESS EXCLUSIVE  catalog only
--              public.d  ACCESS EXCLUSIVE  catalog only
--              public.r  ACCESS EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   ALTER TABLE public.d ADD CONSTRAINT d_a CHECK (a > 0) NOT ENFORCED;
--   ALTER TABLE public.d ADD CONSTRAINT d_r FOREIGN KEY (r) REFERENCES public.r(id) NOT ENFORCED;
--   BEGIN;
--   ALTER FOREIGN TABLE public.far DROP CONSTRAINT far_a;
--   ALTER FOREIGN TABLE public.far ADD CONSTRAINT far_a CHECK (a > 0);
--   COMMIT;
--   ALTER TABLE public.c DROP CONSTRAINT c_r;
--   ALTER TABLE public.b DROP CONSTRAINT b_r;
--   -- can not be undone: ALTER TABLE public.a ALTER CONSTRAINT a_r NOT ENFORCED
--   ALTER TABLE public.b DROP CONSTRAINT b_a;
--   ALTER TABLE public.a DROP CONSTRAINT a_a, ADD CONSTRAINT a_a CHECK (a > 0);

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.a ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.a DROP CONSTRAINT a_a, ADD CONSTRAINT a_a CHECK (a > 0) NOT ENFORCED;

-- locks: public.b ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.b ADD CONSTRAINT b_a CHECK (a > 0) NOT ENFORCED;

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.a ACCESS EXCLUSIVE, public.r ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.r, public.a IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.a ALTER CONSTRAINT a_r NOT ENFORCED;
COMMIT;

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.b SHARE ROW EXCLUSIVE, public.r SHARE ROW EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.b, public.r IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.b ADD CONSTRAINT b_r FOREIGN KEY (r) REFERENCES public.r(id) NOT ENFORCED;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.r SHARE ROW EXCLUSIVE; catalog only
ALTER TABLE public.c ADD CONSTRAINT c_r FOREIGN KEY (r) REFERENCES public.r(id) NOT ENFORCED;

BEGIN;
ALTER FOREIGN TABLE public.far DROP CONSTRAINT far_a;
ALTER FOREIGN TABLE public.far ADD CONSTRAINT far_a CHECK (a > 0) NOT ENFORCED;
COMMIT;

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.d ACCESS EXCLUSIVE, public.r ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.r, public.d IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.d DROP CONSTRAINT d_r;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.d ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.d DROP CONSTRAINT d_a;

