+ function public.a_handle(text)
+ function public.a_next_id()
+ function public.z_before_at(text)
+ function public.z_is_mail(text)
+ function public.z_may_see(bigint)
+ function public.z_step()
+ table public.accounts (with 8 parts)
+ table public.teams (with 6 parts)
+ view public.a_heads
+ view public.b_heads
+ view public.c_tree

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs before the new application version is deployed; the old one goes on working
-- transaction  file: all statements commit together or not at all
-- changes      create_function public.z_before_at(text)
--              create_function public.a_handle(text)
--              create_function public.z_is_mail(text)
--              create_function public.z_step()
--              create_table public.teams
--              add_foreign_key_on_new_table public.teams.teams_over_fkey
--              create_view public.c_tree
--              create_view public.b_heads
--              create_function public.a_next_id()
--              create_table public.accounts
--              add_foreign_key_on_new_table public.accounts.accounts_leader_fkey
--              add_foreign_key_on_new_table public.teams.teams_head_fkey
--              create_view public.a_heads
--              create_function public.z_may_see(bigint)
--              create_policy public.accounts.own
--              set_row_security public.accounts
-- if it dies   Nothing was applied. Mend the cause and run the file again.
-- to go back   run these, in this order:
--   ALTER TABLE public.accounts DISABLE ROW LEVEL SECURITY;
--   DROP POLICY own ON public.accounts;
--   DROP FUNCTION public.z_may_see(bigint);
--   DROP VIEW public.a_heads;
--   ALTER TABLE public.teams DROP CONSTRAINT teams_head_fkey;
--   ALTER TABLE public.accounts DROP CONSTRAINT accounts_leader_fkey;
--   DROP TABLE public.accounts;
--   DROP FUNCTION public.a_next_id();
--   DROP VIEW public.b_heads;
--   DROP VIEW public.c_tree;
--   ALTER TABLE public.teams DROP CONSTRAINT teams_over_fkey;
--   DROP TABLE public.teams;
--   DROP FUNCTION public.z_step();
--   DROP FUNCTION public.z_is_mail(text);
--   DROP FUNCTION public.a_handle(text);
--   DROP FUNCTION public.z_before_at(text);

BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '15s';

CREATE FUNCTION public.z_before_at(text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$SELECT split_part($1, '@', 1)$$;

CREATE FUNCTION public.a_handle(text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $$SELECT lower(z_before_at($1))$$;

CREATE FUNCTION public.z_is_mail(text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS $$SELECT z_before_at($1) <> ''$$;

CREATE FUNCTION public.z_step() RETURNS bigint
    LANGUAGE sql STABLE
    AS $$SELECT 1::bigint$$;

CREATE TABLE public.teams (
  id bigint NOT NULL,
  head bigint,
  over bigint,
  CONSTRAINT teams_pkey PRIMARY KEY (id)
);

ALTER TABLE public.teams ADD CONSTRAINT teams_over_fkey FOREIGN KEY (over) REFERENCES public.teams(id);

CREATE VIEW public.c_tree AS
WITH RECURSIVE tree(id, head) AS (
         SELECT teams.id,
            teams.head
           FROM public.teams
          WHERE (teams.over IS NULL)
        UNION ALL
         SELECT t.id,
            t.head
           FROM (public.teams t
             JOIN tree tree_1 ON ((t.over = tree_1.id)))
        )
 SELECT tree.id,
    tree.head
   FROM tree;

CREATE VIEW public.b_heads AS
SELECT max(c_tree.head) AS m
   FROM public.c_tree;

CREATE FUNCTION public.a_next_id() RETURNS bigint
    LANGUAGE plpgsql
    AS $$BEGIN RETURN (SELECT max(m) FROM b_heads) + z_step(); END$$;

CREATE TABLE public.accounts (
  id bigint DEFAULT public.a_next_id() NOT NULL,
  leader bigint,
  email text,
  handle text GENERATED ALWAYS AS (public.a_handle(email)) STORED,
  CONSTRAINT accounts_pkey PRIMARY KEY (id),
  CONSTRAINT accounts_email_check CHECK (public.z_is_mail(email))
);

ALTER TABLE public.accounts ADD CONSTRAINT accounts_leader_fkey FOREIGN KEY (leader) REFERENCES public.teams(id);

ALTER TABLE public.teams ADD CONSTRAINT teams_head_fkey FOREIGN KEY (head) REFERENCES public.accounts(id);

CREATE VIEW public.a_heads AS
SELECT t.id,
    b.m
   FROM public.teams t,
    public.b_heads b;

CREATE FUNCTION public.z_may_see(bigint) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$SELECT EXISTS (SELECT FROM a_heads h WHERE h.id = $1)$$;

CREATE POLICY own ON public.accounts TO dependent_reader
    USING (public.z_may_see(id));

ALTER TABLE public.accounts ENABLE ROW LEVEL SECURITY;

COMMIT;

