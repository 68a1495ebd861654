-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY o_n ON o (n);

-- +goose Down
DROP INDEX o_n;
