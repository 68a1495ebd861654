ALTER TABLE orders ADD COLUMN tag text DEFAULT make_tag(); -- expect: LR201
