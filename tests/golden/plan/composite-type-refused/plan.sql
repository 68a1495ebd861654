refused: an attribute of composite type public.used changes its type while columns are of that type, which PostgreSQL can not do. Declare a second type and move the columns to it.
