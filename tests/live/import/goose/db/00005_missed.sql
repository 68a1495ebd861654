-- +goose NO TRANSACTION

-- +goose Up
ALTER TYPE visit_state ADD VALUE 'missed' AFTER 'planned';

-- +goose Down
SELECT 'no way back';
