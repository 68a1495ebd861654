-- Deploy clinic:missed to pg

ALTER TYPE visit_state ADD VALUE 'missed' AFTER 'planned';
