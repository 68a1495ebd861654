\set ON_ERROR_STOP on
CREATE TABLE visits (
  id bigserial PRIMARY KEY,
  person_id bigint NOT NULL REFERENCES people (id) ON DELETE CASCADE,
  state visit_state NOT NULL DEFAULT 'planned',
  at timestamptz NOT NULL DEFAULT now(),
  note text
);

