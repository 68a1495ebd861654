-- levels: no-lock-timeout=warning
BEGIN;
SET LOCAL lock_timeout TO '3s';
ALTER TABLE orders ADD COLUMN a int;
COMMIT;
