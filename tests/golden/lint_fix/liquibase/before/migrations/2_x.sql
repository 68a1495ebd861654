--liquibase formatted sql

--changeset me:2
CREATE INDEX o_n ON o (n);
