ALTER TABLE orders ADD COLUMN wait interval DEFAULT interval '1 day';
