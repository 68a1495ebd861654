-- +goose Up
CREATE INDEX o_n ON o (n);

-- +goose Down
DROP INDEX o_n;
