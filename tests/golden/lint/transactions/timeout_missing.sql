-- levels: no-lock-timeout=warning
ALTER TABLE orders ADD COLUMN a int; -- expect: LR501
