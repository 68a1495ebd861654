ALTER TABLE orders ADD COLUMN made timestamptz DEFAULT now() NOT NULL;
