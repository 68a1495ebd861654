SET lock_timeout = '1s';
-- The index comes first, and holds up nobody.
CREATE UNIQUE INDEX CONCURRENTLY o_n ON public.o (n);

-- It only takes the index over.
BEGIN;
SET LOCAL lock_timeout = '3s';
ALTER TABLE public.o ADD CONSTRAINT o_n UNIQUE USING INDEX o_n;
COMMIT;
