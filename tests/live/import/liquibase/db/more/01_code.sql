--liquibase formatted sql
--changeset ada:3 splitStatements:false stripComments:false
CREATE FUNCTION touch_visit() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  IF NEW.note IS NULL THEN
    NEW.note := 'nothing; said';
  END IF;
  RETURN NEW;
END;
$body$;

--changeset ada:3b endDelimiter:@@
CREATE TRIGGER visits_touch BEFORE INSERT ON visits FOR EACH ROW EXECUTE FUNCTION touch_visit()
@@

/* liquibase rollback
DROP TRIGGER visits_touch ON visits;
*/
