\set ON_ERROR_STOP on
ALTER TABLE people RENAME COLUMN city TO full_city;
CREATE OR REPLACE VIEW planned AS SELECT v.id, p.name, p.full_city FROM visits v JOIN people p ON p.id = v.person_id WHERE v.state = 'planned';

