-- +goose Up
CREATE INDEX CONCURRENTLY i ON orders (a); -- expect: LR502
-- +goose Down
DROP INDEX i;
