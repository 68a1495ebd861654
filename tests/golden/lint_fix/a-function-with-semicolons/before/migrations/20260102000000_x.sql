CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN


  RETURN NEW; -- CREATE INDEX o_n ON o (n)
END $$;

CREATE INDEX o_n ON o (n);

-- The end.
