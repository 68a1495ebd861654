~ collation public.a: locale en -> de; deterministic true -> false; comment old -> new
~ collation public.b: lc_collate C -> C.UTF-8; lc_ctype C.UTF-8 -> C
~ collation public.c: locale C -> (none); lc_collate (none) -> C; lc_ctype (none) -> C.UTF-8
~ collation public.d: rules & V << w -> & a << b
~ collation public.e: provider icu -> builtin; locale und -> C
~ collation public.f: rules (none) -> & V << w; comment old -> (none)
refused without --allow breaks_old_code: DROP COLLATION public.a
refused without --allow breaks_old_code: CREATE COLLATION public.a (PROVIDER = icu, LOCALE = 'de', DETERMINISTIC = false)
refused without --allow breaks_old_code: DROP COLLATION public.b
refused without --allow breaks_old_code: CREATE COLLATION public.b (PROVIDER = libc, LC_COLLATE = 'C.UTF-8', LC_CTYPE = 'C')
refused without --allow breaks_old_code: DROP COLLATION public.c
refused without --allow breaks_old_code: CREATE COLLATION public.c (PROVIDER = libc, LC_COLLATE = 'C', LC_CTYPE = 'C.UTF-8')
refused without --allow breaks_old_code: DROP COLLATION public.d
refused without --allow breaks_old_code: CREATE COLLATION public.d (PROVIDER = icu, LOCALE = 'und', RULES = '& a << b')
refused without --allow breaks_old_code: DROP COLLATION public.e
refused without --allow breaks_old_code: CREATE COLLATION public.e (PROVIDER = builtin, LOCALE = 'C')
refused without --allow breaks_old_code: DROP COLLATION public.f
refused without --allow breaks_old_code: CREATE COLLATION public.f (PROVIDER = icu, LOCALE = 'und', RULES = '& V << w')

==> 20260101000000_case.expand.sql
-- lockstep migration, format 1
--
-- version      20260101000000
-- name         case
-- phase        expand: runs at the very moment of the deploy; the old application version breaks with it
-- transaction  each: every statement commits by itself, BEGIN to COMMIT as one
-- changes      replace_collation public.a
--              comment public.a
--              replace_collation public.b
--              replace_collation public.c
--              replace_collation public.d
--              replace_collation public.e
--              replace_collation public.f
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statement 2 of 7.
-- to go back   run these, in this order:
--   BEGIN;
--   DROP COLLATION public.f;
--   CREATE COLLATION public.f (PROVIDER = icu, LOCALE = 'und');
--   COMMIT;
--   BEGIN;
--   DROP COLLATION public.e;
--   CREATE COLLATION public.e (PROVIDER = icu, LOCALE = 'und');
--   COMMIT;
--   BEGIN;
--   DROP COLLATION public.d;
--   CREATE COLLATION public.d (PROVIDER = icu, LOCALE = 'und', RULES = '& V << w');
--   COMMIT;
--   BEGIN;
--   DROP COLLATION public.c;
--   CREATE COLLATION public.c (PROVIDER = libc, LOCALE = 'C');
--   COMMIT;
--   BEGIN;
--   DROP COLLATION public.b;
--   CREATE COLLATION public.b (PROVIDER = libc, LC_COLLATE = 'C', LC_CTYPE = 'C.UTF-8');
--   COMMIT;
--   COMMENT ON COLLATION public.a IS NULL;
--   BEGIN;
--   DROP COLLATION public.a;
--   CREATE COLLATION public.a (PROVIDER = icu, LOCALE = 'en');
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

BEGIN;
DROP COLLATION public.a;
CREATE COLLATION public.a (PROVIDER = icu, LOCALE = 'de', DETERMINISTIC = false);
COMMIT;

COMMENT ON COLLATION public.a IS 'new';

BEGIN;
DROP COLLATION public.b;
CREATE COLLATION public.b (PROVIDER = libc, LC_COLLATE = 'C.UTF-8', LC_CTYPE = 'C');
COMMIT;

BEGIN;
DROP COLLATION public.c;
CREATE COLLATION public.c (PROVIDER = libc, LC_COLLATE = 'C', LC_CTYPE = 'C.UTF-8');
COMMIT;

BEGIN;
DROP COLLATION public.d;
CREATE COLLATION public.d (PROVIDER = icu, LOCALE = 'und', RULES = '& a << b');
COMMIT;

BEGIN;
DROP COLLATION public.e;
CREATE COLLATION public.e (PROVIDER = builtin, LOCALE = 'C');
COMMIT;

BEGIN;
DROP COLLATION public.f;
CREATE COLLATION public.f (PROVIDER = icu, LOCALE = 'und', RULES = '& V << w');
COMMIT;

