ALTER TABLE orders ALTER COLUMN note TYPE jsonb USING note::jsonb; -- expect: LR206
