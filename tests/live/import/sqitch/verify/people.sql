SELECT id FROM people WHERE false;
