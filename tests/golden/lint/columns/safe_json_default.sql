ALTER TABLE orders ADD COLUMN extra jsonb DEFAULT '{}'::jsonb NOT NULL;
