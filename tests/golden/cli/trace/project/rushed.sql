BEGIN;
ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
CREATE INDEX orders_state_idx ON orders (state);
COMMIT;
