\set ON_ERROR_STOP on
CREATE INDEX CONCURRENTLY visits_at_idx ON visits (at);

