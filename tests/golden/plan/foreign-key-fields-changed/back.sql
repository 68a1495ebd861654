! foreign key public.orders.actions: on_update restrict -> cascade; on_delete set default -> set null; on_delete_columns shop -> customer_id
! foreign key public.orders.bare: on_update cascade -> (none); on_delete cascade -> (none)
! foreign key public.orders.columns: columns shop, payer_id -> shop, customer_id
~ foreign key public.orders.deferring: deferrable initially immediate -> initially deferred; comment who pays -> who bought it
! foreign key public.orders.parts: on_delete_columns customer_id -> (none)
! foreign key public.orders.referenced: references public.people(shop, id) -> public.customers(shop, id)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      add_foreign_key_not_valid public.orders.actions
--              validate_constraint public.orders.actions
--              drop_foreign_key public.orders.actions
--              rename_constraint public.orders.actions
--              add_foreign_key_not_valid public.orders.bare
--              validate_constraint public.orders.bare
--              drop_foreign_key public.orders.bare
--              rename_constraint public.orders.bare
--              add_foreign_key_not_valid public.orders.columns
--              validate_constraint public.orders.columns
--              drop_foreign_key public.orders.columns
--              rename_constraint public.orders.columns
--              alter_deferrable public.orders.deferring
--              comment public.orders.deferring
--              add_foreign_key_not_valid public.orders.parts
--              validate_constraint public.orders.parts
--              drop_foreign_key public.orders.parts
--              rename_constraint public.orders.parts
--              add_foreign_key_not_valid public.orders.referenced
--              validate_constraint public.orders.referenced
--              drop_foreign_key public.orders.referenced
--              rename_constraint public.orders.referenced
-- locks        public.customers  ACCESS EXCLUSIVE        catalog only
--              public.customers  ROW SHARE               scan
--              public.orders     ACCESS EXCLUSIVE        catalog only
--              public.orders     SHARE UPDATE EXCLUSIVE  scan
--              public.people     ACCESS EXCLUSIVE        catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2, 5, 8, 12 and 15 of 16.
-- to go back   run these, in this order:
--   BEGIN;
--   ALTER TABLE public.orders RENAME CONSTRAINT referenced TO referenced_new;
--   ALTER TABLE public.orders ADD CONSTRAINT referenced FOREIGN KEY (shop, customer_id) REFERENCES public.people(shop, id) NOT VALID;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT referenced_new
--   ALTER TABLE public.orders DROP CONSTRAINT referenced_new;
--   BEGIN;
--   ALTER TABLE public.orders RENAME CONSTRAINT parts TO parts_new;
--   ALTER TABLE public.orders ADD CONSTRAINT parts FOREIGN KEY (shop, customer_id) REFERENCES public.customers(shop, id) ON DELETE SET NULL (customer_id) NOT VALID;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT parts_new
--   ALTER TABLE public.orders DROP CONSTRAINT parts_new;
--   BEGIN;
--   COMMENT ON CONSTRAINT deferring ON public.orders IS 'who pays';
--   ALTER TABLE public.orders ALTER CONSTRAINT deferring DEFERRABLE;
--   COMMIT;
--   BEGIN;
--   ALTER TABLE public.orders RENAME CONSTRAINT columns TO columns_new;
--   ALTER TABLE public.orders ADD CONSTRAINT columns FOREIGN KEY (shop, payer_id) REFERENCES public.customers(shop, id) NOT VALID;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT columns_new
--   ALTER TABLE public.orders DROP CONSTRAINT columns_new;
--   BEGIN;
--   ALTER TABLE public.orders RENAME CONSTRAINT bare TO bare_new;
--   ALTER TABLE public.orders ADD CONSTRAINT bare FOREIGN KEY (shop, customer_id) REFERENCES public.customers(shop, id) ON UPDATE CASCADE ON DELETE CASCADE NOT VALID;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT bare_new
--   ALTER TABLE public.orders DROP CONSTRAINT bare_new;
--   BEGIN;
--   ALTER TABLE public.orders RENAME CONSTRAINT actions TO actions_new;
--   ALTER TABLE public.orders ADD CONSTRAINT actions FOREIGN KEY (shop, customer_id) REFERENCES public.customers(shop, id) ON UPDATE RESTRICT ON DELETE SET DEFAULT (shop) NOT VALID;
--   COMMIT;
--   -- nothing to undo: ALTER TABLE public.orders VALIDATE CONSTRAINT actions_new
--   ALTER TABLE public.orders DROP CONSTRAINT actions_new;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The new rule stands beside the old one until every old row is known to keep it.
-- locks: public.customers SHARE ROW EXCLUSIVE, public.orders SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.shop, t.customer_id FROM public.orders t WHERE t.shop IS NOT NULL AND t.customer_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.customers r WHERE r.shop = t.shop AND r.id = t.customer_id) LIMIT 5;
BEGIN;
LOCK TABLE public.customers, public.orders IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.orders ADD CONSTRAINT actions_new FOREIGN KEY (shop, customer_id) REFERENCES public.customers(shop, id) ON UPDATE CASCADE ON DELETE SET NULL (customer_id) NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.customers ROW SHARE, public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT actions_new;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The new rule takes the old one's name.
-- locks: public.customers ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.customers, public.orders IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.orders DROP CONSTRAINT actions;
ALTER TABLE public.orders RENAME CONSTRAINT actions_new TO actions;
COMMIT;

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The new rule stands beside the old one until every old row is known to keep it.
-- locks: public.customers SHARE ROW EXCLUSIVE, public.orders SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.shop, t.customer_id FROM public.orders t WHERE t.shop IS NOT NULL AND t.customer_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.customers r WHERE r.shop = t.shop AND r.id = t.customer_id) LIMIT 5;
BEGIN;
LOCK TABLE public.customers, public.orders IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.orders ADD CONSTRAINT bare_new FOREIGN KEY (shop, customer_id) REFERENCES public.customers(shop, id) NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.customers ROW SHARE, public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT bare_new;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The new rule takes the old one's name.
-- locks: public.customers ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.customers, public.orders IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.orders DROP CONSTRAINT bare;
ALTER TABLE public.orders RENAME CONSTRAINT bare_new TO bare;
COMMIT;

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The new rule stands beside the old one until every old row is known to keep it.
-- locks: public.customers SHARE ROW EXCLUSIVE, public.orders SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.shop, t.customer_id FROM public.orders t WHERE t.shop IS NOT NULL AND t.customer_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.customers r WHERE r.shop = t.shop AND r.id = t.customer_id) LIMIT 5;
BEGIN;
LOCK TABLE public.customers, public.orders IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.orders ADD CONSTRAINT columns_new FOREIGN KEY (shop, customer_id) REFERENCES public.customers(shop, id) NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.customers ROW SHARE, public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT columns_new;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The new rule takes the old one's name.
-- locks: public.customers ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.customers, public.orders IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.orders DROP CONSTRAINT columns;
ALTER TABLE public.orders RENAME CONSTRAINT columns_new TO columns;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
ALTER TABLE public.orders ALTER CONSTRAINT deferring DEFERRABLE INITIALLY DEFERRED;
COMMENT ON CONSTRAINT deferring ON public.orders IS 'who bought it';
COMMIT;

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The new rule stands beside the old one until every old row is known to keep it.
-- locks: public.customers SHARE ROW EXCLUSIVE, public.orders SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.shop, t.customer_id FROM public.orders t WHERE t.shop IS NOT NULL AND t.customer_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.customers r WHERE r.shop = t.shop AND r.id = t.customer_id) LIMIT 5;
BEGIN;
LOCK TABLE public.customers, public.orders IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.orders ADD CONSTRAINT parts_new FOREIGN KEY (shop, customer_id) REFERENCES public.customers(shop, id) ON DELETE SET NULL NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.customers ROW SHARE, public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT parts_new;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The new rule takes the old one's name.
-- locks: public.customers ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.customers, public.orders IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.orders DROP CONSTRAINT parts;
ALTER TABLE public.orders RENAME CONSTRAINT parts_new TO parts;
COMMIT;

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The new rule stands beside the old one until every old row is known to keep it.
-- locks: public.customers SHARE ROW EXCLUSIVE, public.orders SHARE ROW EXCLUSIVE; catalog only
-- no row may come: SELECT count(*) OVER () AS rows, t.ctid, t.shop, t.customer_id FROM public.orders t WHERE t.shop IS NOT NULL AND t.customer_id IS NOT NULL AND NOT EXISTS (SELECT FROM public.customers r WHERE r.shop = t.shop AND r.id = t.customer_id) LIMIT 5;
BEGIN;
LOCK TABLE public.customers, public.orders IN SHARE ROW EXCLUSIVE MODE;
ALTER TABLE public.orders ADD CONSTRAINT referenced_new FOREIGN KEY (shop, customer_id) REFERENCES public.customers(shop, id) NOT VALID;
COMMIT;

SET lock_timeout = '1min';
SET statement_timeout = 0;

-- locks: public.customers ROW SHARE, public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT referenced_new;

SET lock_timeout = '500ms';
SET statement_timeout = '15s';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- The new rule takes the old one's name.
-- locks: public.orders ACCESS EXCLUSIVE, public.people ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.people, public.orders IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.orders DROP CONSTRAINT referenced;
ALTER TABLE public.orders RENAME CONSTRAINT referenced_new TO referenced;
COMMIT;

