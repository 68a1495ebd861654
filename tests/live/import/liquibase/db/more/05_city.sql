--liquibase formatted sql
--changeset ada:7
--preconditions onFail:MARK_RAN
ALTER TABLE people ADD COLUMN city text;
UPDATE people SET city = 'unknown; for now' WHERE city IS NULL;
ALTER TABLE people ALTER COLUMN city SET NOT NULL;
