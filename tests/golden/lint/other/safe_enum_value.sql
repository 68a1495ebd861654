ALTER TYPE mood ADD VALUE 'fine';
-- squawk: require-lock-timeout require-statement-timeout: it locks no table
