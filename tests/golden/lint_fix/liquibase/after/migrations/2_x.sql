--liquibase formatted sql

--changeset me:2 runInTransaction:false
CREATE INDEX CONCURRENTLY o_n ON o (n);
