-- levels: no-lock-timeout=warning
SELECT set_config('lock_timeout', '3s', false);
ALTER TABLE orders ADD COLUMN a int;
-- squawk: require-lock-timeout: set_config has set it
