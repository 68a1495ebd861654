~ collation public.a: locale de -> en; deterministic false -> true; comment new -> old
~ collation public.b: lc_collate C.UTF-8 -> C; lc_ctype C -> C.UTF-8
~ collation public.c: locale (none) -> C; lc_collate C -> (none); lc_ctype C.UTF-8 -> (none)
~ collation public.d: rules & a << b -> & V << w
~ collation public.e: provider builtin -> icu; locale C -> und
~ collation public.f: rules & V << w -> (none); comment (none) -> old
refused without --allow breaks_old_code: DROP COLLATION public.a
refused without --allow breaks_old_code: CREATE COLLATION public.a (PROVIDER = icu, LOCALE = 'en')
refused without --allow breaks_old_code: DROP COLLATION public.b
refused without --allow breaks_old_code: CREATE COLLATION public.b (PROVIDER = libc, LC_COLLATE = 'C', LC_CTYPE = 'C.UTF-8')
refused without --allow breaks_old_code: DROP COLLATION public.c
refused without --allow breaks_old_code: CREATE COLLATION public.c (PROVIDER = libc, LOCALE = 'C')
refused without --allow breaks_old_code: DROP COLLATION public.d
refused without --allow breaks_old_code: CREATE COLLATION public.d (PROVIDER = icu, LOCALE = 'und', RULES = '& V << w')
refused without --allow breaks_old_code: DROP COLLATION public.e
refused without --allow breaks_old_code: CREATE COLLATION public.e (PROVIDER = icu, LOCALE = 'und')
refused without --allow breaks_old_code: DROP COLLATION public.f
refused without --allow breaks_old_code: CREATE COLLATION public.f (PROVIDER = icu, LOCALE = 'und')

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
--              comment public.f
-- hazards      accepted: LS301 breaks_old_code
-- if it dies   "lockstep apply" goes on at the right statement.
--              By hand: run the file from the statement that failed; what stands before it is done.
--              May be repeated: statements 2 and 8 of 8.
-- to go back   run these, in this order:
--   COMMENT ON COLLATION public.f IS NULL;
--   BEGIN;
--   DROP COLLATION public.f;
--   CREATE COLLATION public.f (PROVIDER = icu, LOCALE = 'und', RULES = '& V << w');
--   COMMIT;
--   BEGIN;
--   DROP COLLATION public.e;
--   CREATE COLLATION public.e (PROVIDER = builtin, LOCALE = 'C');
--   COMMIT;
--   BEGIN;
--   DROP COLLATION public.d;
--   CREATE COLLATION public.d (PROVIDER = icu, LOCALE = 'und', RULES = '& a << b');
--   COMMIT;
--   BEGIN;
--   DROP COLLATION public.c;
--   CREATE COLLATION public.c (PROVIDER = libc, LC_COLLATE = 'C', LC_CTYPE = 'C.UTF-8');
--   COMMIT;
--   BEGIN;
--   DROP COLLATION public.b;
--   CREATE COLLATION public.b (PROVIDER = libc, LC_COLLATE = 'C.UTF-8', LC_CTYPE = 'C');
--   COMMIT;
--   COMMENT ON COLLATION public.a IS NULL;
--   BEGIN;
--   DROP COLLATION public.a;
--   CREATE COLLATION public.a (PROVIDER = icu, LOCALE = 'de', DETERMINISTIC = false);
--   COMMIT;

SET lock_timeout = '3s';
SET statement_timeout = '15s';

BEGIN;
DROP COLLATION public.a;
CREATE COLLATION public.a (PROVIDER = icu, LOCALE = 'en');
COMMIT;

COMMENT ON COLLATION public.a IS 'old';

BEGIN;
DROP COLLATION public.b;
CREATE COLLATION public.b (PROVIDER = libc, LC_COLLATE = 'C', LC_CTYPE = 'C.UTF-8');
COMMIT;

BEGIN;
DROP COLLATION public.c;
CREATE COLLATION public.c (PROVIDER = libc, LOCALE = 'C');
COMMIT;

BEGIN;
DROP COLLATION public.d;
CREATE COLLATION public.d (PROVIDER = icu, LOCALE = 'und', RULES = '& V << w');
COMMIT;

BEGIN;
DROP COLLATION public.e;
CREATE COLLATION public.e (PROVIDER = icu, LOCALE = 'und');
COMMIT;

BEGIN;
DROP COLLATION public.f;
CREATE COLLATION public.f (PROVIDER = icu, LOCALE = 'und');
COMMIT;

COMMENT ON COLLATION public.f IS 'old';

