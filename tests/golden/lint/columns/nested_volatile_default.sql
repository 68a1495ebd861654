ALTER TABLE orders ADD COLUMN tag text DEFAULT upper(left(gen_random_uuid()::text, 8)); -- expect: LR201
