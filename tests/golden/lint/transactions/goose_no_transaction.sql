-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY i ON orders (a);
-- +goose Down
DROP TABLE orders;
