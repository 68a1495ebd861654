CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ DELETE FROM orders; SELECT 1 $$;
-- squawk: require-lock-timeout require-statement-timeout: it locks no table
