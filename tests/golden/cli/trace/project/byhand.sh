# Somebody writes the migration without thinking of who waits.
cd migrations
printf 'SET lock_timeout = 0;\nALTER TABLE public.orders ALTER COLUMN note SET NOT NULL;\n' > 20260101000003_hurry.expand.sql
sha256sum *.sql > lockstep.sum
