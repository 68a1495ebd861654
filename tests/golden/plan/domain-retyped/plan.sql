refused: the type or the collation of domain public.a changes, which PostgreSQL can not do. Declare a second domain, move the columns to it, and drop the first one.
refused: the type or the collation of domain public.c changes, which PostgreSQL can not do. Declare a second domain, move the columns to it, and drop the first one.
