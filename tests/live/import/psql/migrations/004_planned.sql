\set ON_ERROR_STOP on
CREATE VIEW planned AS SELECT v.id, p.name FROM visits v JOIN people p ON p.id = v.person_id WHERE v.state = 'planned';

