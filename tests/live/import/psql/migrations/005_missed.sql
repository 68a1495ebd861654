\set ON_ERROR_STOP on
ALTER TYPE visit_state ADD VALUE 'missed' AFTER 'planned';

