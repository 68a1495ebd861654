> foreign check public.far.far_d: renamed
! check public.a.a_a: not_enforced true -> false
- check public.b.b_a
+ check public.d.d_a
! foreign check public.far.far_a: not_enforced true -> false
! foreign key public.a.a_r: not_enforced true -> false
- foreign key public.b.b_r
+ foreign key public.d.d_r
- foreign table public.further (with 2 parts)
- table public.c (with 4 parts)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      rename_constraint public.far.far_d
--              add_check_not_valid public.a.a_a
--              validate_constraint public.a.a_a
--              drop_constraint public.a.a_a
--              rename_constraint public.a.a_a
--              add_check_not_valid public.d.d_a
--              add_foreign_key_not_valid public.a.a_r
--              validate_constraint public.a.a_r
--              drop_foreign_key public.a.a_r
--              rename_constraint public.a.a_r
--              add_foreign_key_not_valid public.d.d_r
--              alter_foreign_table public.far.far_a
--              drop_foreign_key public.b.b_r
--              drop_constraint public.b.b_a
-- locks        public.a  ACCESS EXCLUSIVE        catalog only
--              public.a  SHARE UPDATE EXCLUSIVE  scan
--              public.b  ACCESS EXCLUSIVE        catalog only
--              public.d  ACCESS EXCLUSIVE        catalog only
--              public.r  ACCESS EXCLUSIVE        catalog only
--              public.r  ROW SHARE               scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 3 and 7 of 12.
-- to go back   run these, in this order:
--   ALTER TABLE public.b ADD CONSTRAINT b_a CHECK (a > 0) NOT ENFORCED;
--   ALTER TABLE public.b ADD CONSTRAINT b_r FOREIGN KEY (r) REFERENCES public.r(id) NOT ENFORCED;
--   BEGIN;
--   ALTER FOREIGN TABLE public.far DROP CONSTRAINT far_a;
--   ALTER FOREIGN TABLE public.far ADD CONSTRAINT far_a CHECK (a > 0) NOT ENFORCED;
--   COMMIT;
--   ALTER TABLE public.d DROP CONSTRAINT d_r;
--   BEGIN;
--   ALTER TABLE public.a RENAME CONSTRAINT a_r TO a_r_new;
--   ALTER TABLE public.a ADD CONSTRAINT a_r FOREIGN KEY (r) REFERENCES public.r(id) NOT ENFORCED NOT VALID;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.a VALIDATE CONSTRAINT a_r_new
--   ALTER TABLE public.a DROP CONSTRAINT a_r_new;
--   ALTER TABLE public.d DROP CONSTRAINT d_a;
--   BEGIN;
--   ALTER TABLE public.a RENAME CONSTRAINT a_a TO a_a_new;
--   ALTER TABLE public.a ADD CONSTRAINT a_a CHECK (a > 0) NOT ENFORCED NOT VALID;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.a VALIDATE CONSTRAINT a_a_new
--   ALTER TABLE public.a DROP CONSTRAINT a_a_new;
--   ALTER TABLE public.far RENAME CONSTRAINT far_d TO far_b;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

ALTER TABLE public.far RENAME CONSTRAINT far_b TO far_d;

-- The new rule stands beside the old one until every old row is known to keep it.
-- locks: public.a ACCESS EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, ctid FROM public.a WHERE NOT (a > 0) LIMIT 5;
ALTER TABLE public.a ADD CONSTRAINT a_a_new CHECK (a > 0) NOT VALID;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.a SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.a VALIDATE CONSTRAINT a_a_new;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- The new rule takes the old one's name.
-- locks: public.a ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.a DROP CONSTRAINT a_a;
ALTER TABLE public.a RENAME CONSTRAINT a_a_new TO a_a;
COMMIT;

-- locks: public.d ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.d ADD CONSTRAINT d_a CHECK (a > 0) NOT ENFORCED;

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The new rule stands beside the old one until every old row is known to keep it.
-- locks: public.a SHARE ROW EXCLUSIVE, public.r SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.r FROM public.a t WHERE t.r IS NOT NULL AND NOT EXISTS (SELECT FROM public.r r WHERE r.id = t.r) LIMIT 5;
BEGIN;
LOCK TABLE public.r, public.a IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.a ADD CONSTRAINT a_r_new FOREIGN KEY (r) REFERENCES public.r(id) NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.a SHARE UPDATE EXCLUSIVE, public.r ROW SHARE; scan
ALTER TABLE public.a VALIDATE CONSTRAINT a_r_new;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The new rule takes the old one's name.
-- locks: public.a ACCESS EXCLUSIVE, public.r ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.r, public.a IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.a DROP CONSTRAINT a_r;
ALTER TABLE public.a RENAME CONSTRAINT a_r_new TO a_r;
COMMIT;

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.d SHARE ROW EXCLUSIVE, public.r SHARE ROW EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.d, public.r IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.d ADD CONSTRAINT d_r FOREIGN KEY (r) REFERENCES public.r(id) NOT ENFORCED;
COMMIT;

SET lock_timeout = '3s';

BEGIN;
ALTER FOREIGN TABLE public.far DROP CONSTRAINT far_a;
ALTER FOREIGN TABLE public.far ADD CONSTRAINT far_a CHECK (a > 0);
COMMIT;

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.b ACCESS EXCLUSIVE, public.r ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.r, public.b IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.b DROP CONSTRAINT b_r;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.b ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.b DROP CONSTRAINT b_a;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_foreign_table public.further
--              drop_foreign_key public.c.c_r
--              drop_table public.c
-- locks        public.c  ACCESS EXCLUSIVE  catalog only
--              public.r  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code, LS101 data_loss
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TABLE public.c
--   ALTER TABLE public.c ADD CONSTRAINT c_r FOREIGN KEY (r) REFERENCES public.r(id) NOT ENFORCED;
--   CREATE FOREIGN TABLE public.further (
--       a integer
--   )
--       SERVER other;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

DROP FOREIGN TABLE public.further;

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.c ACCESS EXCLUSIVE, public.r ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.r, public.c IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.c DROP CONSTRAINT c_r;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.c ACCESS EXCLUSIVE; catalog only
DROP TABLE public.c;

