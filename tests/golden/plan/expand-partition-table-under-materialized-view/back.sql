refused: how table public.events is partitioned can not be changed in place. Make a partitioned table under a new name, attach this one as a partition of it, and move the application.
