--liquibase formatted sql
--changeset a:1
CREATE INDEX CONCURRENTLY i ON orders (a); -- expect: LR502
