\set ON_ERROR_STOP on
CREATE FUNCTION touch_visit() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF NEW.note IS NULL THEN
    NEW.note := 'nothing; said';
  END IF;
  RETURN NEW;
END;
$body$;

CREATE TRIGGER visits_touch BEFORE INSERT ON visits FOR EACH ROW EXECUTE FUNCTION touch_visit();

