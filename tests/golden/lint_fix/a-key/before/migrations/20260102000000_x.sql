SET lock_timeout = '1s';
ALTER TABLE public.o ADD CONSTRAINT o_n UNIQUE (n);
