- function public.a_handle(text)
- function public.a_next_id()
- function public.z_before_at(text)
- function public.z_is_mail(text)
- function public.z_may_see(bigint)
- function public.z_step()
- table public.accounts (with 8 parts)
- table public.teams (with 6 parts)
- view public.a_heads
- view public.b_heads
- view public.c_tree

==> 20260101000000_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_function public.z_before_at(text)
--              drop_function public.z_step()
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE FUNCTION public.z_step() RETURNS bigint
--       LANGUAGE sql STABLE
--       AS $$SELECT 1::bigint$$;
--   CREATE FUNCTION public.z_before_at(text) RETURNS text
--       LANGUAGE sql IMMUTABLE
--       AS $$SELECT split_part($1, '@', 1)$$;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP FUNCTION public.z_before_at(text);

DROP FUNCTION public.z_step();

COMMIT;

==> 20260101000001_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000001
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_view public.a_heads
--              drop_view public.b_heads
--              drop_view public.c_tree
--              drop_foreign_key public.accounts.accounts_leader_fkey
--              drop_foreign_key public.teams.teams_head_fkey
--              drop_table public.accounts
-- locks        public.a_heads   ACCESS EXCLUSIVE  catalog only
--              public.accounts  ACCESS EXCLUSIVE  catalog only
--              public.b_heads   ACCESS EXCLUSIVE  catalog only
--              public.c_tree    ACCESS EXCLUSIVE  catalog only
--              public.teams     ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS301 breaks_old_code, LS101 data_loss
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   run these, in this order:
--   -- can not be undone: DROP TABLE public.accounts
--   ALTER TABLE public.teams ADD CONSTRAINT teams_head_fkey FOREIGN KEY (head) REFERENCES public.accounts(id);
--   ALTER TABLE public.accounts ADD CONSTRAINT accounts_leader_fkey FOREIGN KEY (leader) REFERENCES public.teams(id);
--   CREATE VIEW public.c_tree AS
--   WITH RECURSIVE tree(id, head) AS (
--            SELECT teams.id,
--               teams.head
--              FROM public.teams
--             WHERE (teams.over IS NULL)
--           UNION ALL
--            SELECT t.id,
--               t.head
--              FROM (public.teams t
--                JOIN tree tree_1 ON ((t.over = tree_1.id)))
--           )
--    SELECT tree.id,
--       tree.head
--      FROM tree;
--   CREATE VIEW public.b_heads AS
--   SELECT max(c_tree.head) AS m
--      FROM public.c_tree;
--   CREATE VIEW public.a_heads AS
--   SELECT t.id,
--       b.m
--      FROM public.teams t,
--       public.b_heads b;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.a_heads ACCESS EXCLUSIVE; catalog only
DROP VIEW public.a_heads;

-- locks: public.b_heads ACCESS EXCLUSIVE; catalog only
DROP VIEW public.b_heads;

-- locks: public.c_tree ACCESS EXCLUSIVE; catalog only
DROP VIEW public.c_tree;

SET lock_timeout = '500ms';

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.teams ACCESS EXCLUSIVE, public.accounts ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.accounts, public.teams IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.accounts DROP CONSTRAINT accounts_leader_fkey;
COMMIT;

-- Locked in the order that all plans keep: no two of them can deadlock.
-- locks: public.teams ACCESS EXCLUSIVE, public.accounts ACCESS EXCLUSIVE; catalog only
BEGIN;
LOCK TABLE public.accounts, public.teams IN ACCESS EXCLUSIVE MODE;
ALTER TABLE public.teams DROP CONSTRAINT teams_head_fkey;
COMMIT;

SET lock_timeout = '3s';

-- locks: public.accounts ACCESS EXCLUSIVE; catalog only
DROP TABLE public.accounts;

==> 20260101000002_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000002
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  file: all statements commit together or not at all
-- changes      drop_function public.a_handle(text)
--              drop_function public.a_next_id()
--              drop_function public.z_is_mail(text)
--              drop_function public.z_may_see(bigint)
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   CREATE FUNCTION public.z_may_see(bigint) RETURNS boolean
--       LANGUAGE sql STABLE
--       AS $$SELECT EXISTS (SELECT FROM a_heads h WHERE h.id = $1)$$;
--   CREATE FUNCTION public.z_is_mail(text) RETURNS boolean
--       LANGUAGE sql IMMUTABLE
--       AS $$SELECT z_before_at($1) <> ''$$;
--   CREATE FUNCTION public.a_next_id() RETURNS bigint
--       LANGUAGE plpgsql
--       AS $$BEGIN RETURN (SELECT max(m) FROM b_heads) + z_step(); END$$;
--   CREATE FUNCTION public.a_handle(text) RETURNS text
--       LANGUAGE sql IMMUTABLE
--       AS $$SELECT lower(z_before_at($1))$$;

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

DROP FUNCTION public.a_handle(text);

DROP FUNCTION public.a_next_id();

DROP FUNCTION public.z_is_mail(text);

DROP FUNCTION public.z_may_see(bigint);

COMMIT;

==> 20260101000003_case.contract.sql
-- lockstep migration, format 1
--
-- version      20260101000003
-- name         case
-- phase        contract: runs after every instance of the application has moved to the new version; the old one would
--                break
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      drop_table public.teams
-- locks        public.teams  ACCESS EXCLUSIVE  catalog only
-- hazards      accepted: LS101 data_loss, LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
-- to go back   can not be undone by a statement

SET lock_timeout = '3s';
SET statement_timeout = '15s';

-- locks: public.teams ACCESS EXCLUSIVE; catalog only
DROP TABLE public.teams;

