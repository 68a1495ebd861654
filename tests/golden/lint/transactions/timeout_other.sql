-- levels: no-lock-timeout=warning
SET statement_timeout = '3s';
ALTER TABLE orders ADD COLUMN a int; -- expect: LR501
