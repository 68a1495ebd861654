-- +goose Up
-- +goose StatementBegin
CREATE FUNCTION touch_visit() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF NEW.note IS NULL THEN
    NEW.note := 'nothing; said';
  END IF;
  RETURN NEW;
END;
$body$;
-- +goose StatementEnd

CREATE TRIGGER visits_touch BEFORE INSERT ON visits FOR EACH ROW EXECUTE FUNCTION touch_visit();

-- +goose Down
DROP TRIGGER visits_touch ON visits;
DROP FUNCTION touch_visit();
