-- levels: no-lock-timeout=warning
SET lock_timeout = '3s';
ALTER TABLE orders ADD COLUMN a int;
