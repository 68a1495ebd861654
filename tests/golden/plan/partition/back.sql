refused: PostgreSQL before 16 has no SET STORAGE DEFAULT: name the storage of column public.orders_2026_01.note in the schema
