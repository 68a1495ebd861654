-- levels: not-repeatable=note no-lock-timeout=off
-- +goose NO TRANSACTION
-- +goose Up
ALTER TABLE orders RENAME CONSTRAINT a TO b; -- expect: LR510
ALTER TABLE events ATTACH PARTITION e1 FOR VALUES FROM (1) TO (2); -- expect: LR234 LR510
CREATE POLICY own ON orders USING (true); -- expect: LR510
CREATE TYPE mood AS ENUM ('ok'); -- expect: LR510
ALTER TYPE mood ADD VALUE 'fine'; -- expect: LR510
CREATE SCHEMA shop; -- expect: LR510
CREATE OR REPLACE VIEW v AS SELECT 1 AS one;
CREATE SCHEMA IF NOT EXISTS shop;
