-- +goose Up
ALTER TABLE public.o ALTER COLUMN n SET NOT NULL;

-- +goose Down
ALTER TABLE public.o ALTER COLUMN n DROP NOT NULL;
