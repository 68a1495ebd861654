refused: collation public.nd changes in a way for which PostgreSQL has no ALTER, and column public.t.b uses it. Declare a second one with the new definition and move what uses the first one.
