-- Looked up by the shop.
CREATE UNIQUE INDEX IF NOT EXISTS o_n ON public.o (n) WHERE n > 0;
