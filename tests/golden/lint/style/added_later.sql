ALTER TABLE orders ADD COLUMN a timestamp, -- expect: LR604
  ADD COLUMN b json; -- expect: LR606
