-- +goose NO TRANSACTION

-- +goose Up
CREATE INDEX CONCURRENTLY visits_at_idx ON visits (at);

-- +goose Down
DROP INDEX CONCURRENTLY visits_at_idx;
