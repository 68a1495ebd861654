~ sql changed: create CREATE FUNCTION public.two() RETURNS integer LANGUAGE sql... -> CREATE FUNCTION public.one() RETURNS integer LANGUAGE sql...; drop DROP FUNCTION public.two() -> DROP FUNCTION public.one(); covers function public.two() -> function public.one()
~ sql covering: covers type public.none -> (none)
~ sql noted: drop SELECT 3 -> SELECT 2
refused without --allow breaks_old_code: DROP FUNCTION public.two()

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_sql changed
--              run_sql changed
--              record_sql changed
--              record_sql covering
--              record_sql noted
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   UPDATE lockstep.sql
--      SET "create" = 'SELECT 1',
--          "drop" = 'SELECT 3',
--          covers = '{}'
--    WHERE name = 'noted';
--   UPDATE lockstep.sql
--      SET "create" = 'SELECT 1',
--          "drop" = 'SELECT 2',
--          covers = ARRAY['type public.none']
--    WHERE name = 'covering';
--   -- can not be undone: DROP FUNCTION public.two()

SET lock_timeout = '3s';
SET statement_timeout = '15s';

BEGIN;
DROP FUNCTION public.two();
CREATE FUNCTION public.one() RETURNS integer LANGUAGE sql AS 'SELECT 1';
UPDATE lockstep.sql
   SET "create" = 'CREATE FUNCTION public.one() RETURNS integer LANGUAGE sql AS ''SELECT 1''',
       "drop" = 'DROP FUNCTION public.one()',
       covers = ARRAY['function public.one()']
 WHERE name = 'changed';
COMMIT;

UPDATE lockstep.sql
   SET "create" = 'SELECT 1',
       "drop" = 'SELECT 2',
       covers = '{}'
 WHERE name = 'covering';

UPDATE lockstep.sql
   SET "create" = 'SELECT 1',
       "drop" = 'SELECT 2',
       covers = '{}'
 WHERE name = 'noted';

