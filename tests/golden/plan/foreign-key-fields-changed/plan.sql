! foreign key public.orders.actions: on_update cascade -> restrict; on_delete set null -> set default; on_delete_columns customer_id -> shop
! foreign key public.orders.bare: on_update (none) -> cascade; on_delete (none) -> cascade
! foreign key public.orders.columns: columns shop, customer_id -> shop, payer_id
~ foreign key public.orders.deferring: deferrable initially deferred -> initially immediate; comment who bought it -> who pays
! foreign key public.orders.parts: on_delete_columns (none) -> customer_id
! foreign key public.orders.referenced: references public.customers(shop, id) -> public.people(shop, id)

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      replace_constraint_not_valid public.orders.actions
--              replace_constraint_not_valid public.orders.bare
--              replace_constraint_not_valid public.orders.columns
--              alter_deferrable public.orders.deferring
--              comment public.orders.deferring
--              replace_constraint_not_valid public.orders.parts
--              replace_constraint_not_valid public.orders.referenced
-- locks        public.customers  ACCESS EXCLUSIVE     catalog only
--              public.orders     ACCESS EXCLUSIVE     catalog only
--              public.people     SHARE ROW EXCLUSIVE  catalog only
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 5 of 7.
-- to go back   run these, in this order:
--   ALTER TABLE public.orders DROP CONSTRAINT referenced, ADD CONSTRAINT referenced FOREIGN KEY (shop, customer_id) REFERENCES public.customers(shop, id) NOT VALID;
--   ALTER TABLE public.orders DROP CONSTRAINT parts, ADD CONSTRAINT parts FOREIGN KEY (shop, customer_id) REFERENCES public.customers(shop, id) ON DELETE SET NULL NOT VALID;
--   COMMENT ON CONSTRAINT deferring ON public.orders IS 'who bought it';
--   ALTER TABLE public.orders ALTER CONSTRAINT deferring DEFERRABLE INITIALLY DEFERRED;
--   ALTER TABLE public.orders DROP CONSTRAINT columns, ADD CONSTRAINT columns FOREIGN KEY (shop, customer_id) REFERENCES public.customers(shop, id) NOT VALID;
--   ALTER TABLE public.orders DROP CONSTRAINT bare, ADD CONSTRAINT bare FOREIGN KEY (shop, customer_id) REFERENCES public.customers(shop, id) NOT VALID;
--   ALTER TABLE public.orders DROP CONSTRAINT actions, ADD CONSTRAINT actions FOREIGN KEY (shop, customer_id) REFERENCES public.customers(shop, id) ON UPDATE CASCADE ON DELETE SET NULL (customer_id) NOT VALID;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.customers ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders DROP CONSTRAINT actions, ADD CONSTRAINT actions FOREIGN KEY (shop, customer_id) REFERENCES public.customers(shop, id) ON UPDATE RESTRICT ON DELETE SET DEFAULT (shop) NOT VALID;

-- locks: public.customers ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders DROP CONSTRAINT bare, ADD CONSTRAINT bare FOREIGN KEY (shop, customer_id) REFERENCES public.customers(shop, id) ON UPDATE CASCADE ON DELETE CASCADE NOT VALID;

-- locks: public.customers ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders DROP CONSTRAINT columns, ADD CONSTRAINT columns FOREIGN KEY (shop, payer_id) REFERENCES public.customers(shop, id) NOT VALID;

-- locks: public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders ALTER CONSTRAINT deferring DEFERRABLE;

COMMENT ON CONSTRAINT deferring ON public.orders IS 'who pays';

-- locks: public.customers ACCESS EXCLUSIVE, public.orders ACCESS EXCLUSIVE; catalog only
ALTER TABLE public.orders DROP CONSTRAINT parts, ADD CONSTRAINT parts FOREIGN KEY (shop, customer_id) REFERENCES public.customers(shop, id) ON DELETE SET NULL (customer_id) NOT VALID;

-- locks: public.customers ACCESS EXCLUSIVE; catalog only
-- locks: public.orders ACCESS EXCLUSIVE; catalog only
-- locks: public.people SHARE ROW EXCLUSIVE; catalog only
ALTER TABLE public.orders DROP CONSTRAINT referenced, ADD CONSTRAINT referenced FOREIGN KEY (shop, customer_id) REFERENCES public.people(shop, id) NOT VALID;

==> 20260101000001_case.validate.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        validate: runs after backfill, before code relies on it; checks the rows that are there, writes go on
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      validate_constraint public.orders.actions
--              validate_constraint public.orders.bare
--              validate_constraint public.orders.columns
--              validate_constraint public.orders.parts
--              validate_constraint public.orders.referenced
-- locks        public.customers  ROW SHARE               scan
--              public.orders     SHARE UPDATE EXCLUSIVE  scan
--              public.people     ROW SHARE               scan
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the whole file again, its statements may be repeated.
-- to go back   nothing to undo

SET lock_timeout = '3s';
SET statement_timeout = 0;

-- locks: public.customers ROW SHARE, public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT actions;

-- locks: public.customers ROW SHARE, public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT bare;

-- locks: public.customers ROW SHARE, public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT columns;

-- locks: public.customers ROW SHARE, public.orders SHARE UPDATE EXCLUSIVE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT parts;

-- locks: public.orders SHARE UPDATE EXCLUSIVE, public.people ROW SHARE; scan
ALTER TABLE public.orders VALIDATE CONSTRAINT referenced;

