-- +goose Up
-- lockstep migration, format 1
--
-- version      20260102000001
-- name         x_apart
-- transaction  file: all statements commit together or not at all
-- if it dies   Nothing was applied. Mend the cause, then: goose up
-- to go back   nothing to undo

SET LOCAL lock_timeout = 0;
SET LOCAL statement_timeout = 0;

-- Rows that are there are checked apart, while everybody reads and writes.
ALTER TABLE public.o VALIDATE CONSTRAINT o_n_not_null;

-- +goose Down
-- nothing to undo
