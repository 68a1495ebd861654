-- atlas:txmode none

-- visits_at
CREATE INDEX CONCURRENTLY visits_at_idx ON visits (at);
