ALTER TYPE mood ADD VALUE IF NOT EXISTS 'fine' BEFORE 'ok';
-- squawk: require-lock-timeout require-statement-timeout: it locks no table
