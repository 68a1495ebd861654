-- liquibase formatted sql

-- changeset bob:"5 missed"
ALTER TYPE visit_state ADD VALUE 'missed' AFTER 'planned';
