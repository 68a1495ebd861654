-- Looked up by the shop.
CREATE UNIQUE INDEX CONCURRENTLY o_n ON public.o (n) WHERE n > 0;
