ALTER DOMAIN email ADD CHECK (VALUE LIKE '%@%') NOT VALID;
-- squawk: require-lock-timeout require-statement-timeout: it locks no table
-- squawk: ban-alter-domain-with-add-constraint: NOT VALID: no row is read
