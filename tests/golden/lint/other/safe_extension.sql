CREATE EXTENSION IF NOT EXISTS citext;
-- squawk: require-lock-timeout require-statement-timeout: it locks no table
