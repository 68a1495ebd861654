ALTER TABLE orders ALTER COLUMN token SET DEFAULT gen_random_uuid();
