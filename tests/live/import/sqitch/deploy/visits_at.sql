-- Deploy clinic:visits_at to pg

CREATE INDEX CONCURRENTLY visits_at_idx ON visits (at);
