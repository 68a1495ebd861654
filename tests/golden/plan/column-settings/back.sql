refused: PostgreSQL before 16 has no SET STORAGE DEFAULT: name the storage of column public.orders.note in the schema
