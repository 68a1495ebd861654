-- +goose Up
BEGIN; -- expect: LR506
COMMIT;
