DROP TRIGGER visits_touch ON visits; DROP FUNCTION touch_visit();
