-- +goose Up
-- lockstep migration, format 1
--
-- version      20260102000002
-- name         x_apart
-- transaction  file: all statements commit together or not at all
-- if it dies   Nothing was applied. Mend the cause, then: goose up
-- to go back   run these, in this order:
--   ALTER TABLE public.o ALTER COLUMN n DROP NOT NULL;

SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = 0;

-- The check proves it, so no row is read; then it is of no more use.
ALTER TABLE public.o ALTER COLUMN n SET NOT NULL;
ALTER TABLE public.o DROP CONSTRAINT o_n_not_null;

-- +goose Down
ALTER TABLE public.o ALTER COLUMN n DROP NOT NULL;
