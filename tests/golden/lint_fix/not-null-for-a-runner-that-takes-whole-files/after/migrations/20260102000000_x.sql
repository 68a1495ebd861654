-- +goose Up
SET LOCAL lock_timeout = '3s';
ALTER TABLE public.o ADD CONSTRAINT o_n_not_null CHECK (n IS NOT NULL) NOT VALID;

-- +goose Down
ALTER TABLE public.o ALTER COLUMN n DROP NOT NULL;
