--liquibase formatted sql
--changeset a:1 runInTransaction:false
CREATE INDEX CONCURRENTLY i ON orders (a);
--rollback DROP INDEX i;
