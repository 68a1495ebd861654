--liquibase formatted sql
--changeset ada:6 runInTransaction:false
CREATE INDEX CONCURRENTLY visits_at_idx ON visits (at);
--rollback DROP INDEX CONCURRENTLY visits_at_idx;
