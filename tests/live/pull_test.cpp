// What pull writes reads like written by hand, and still means exactly what is there.
#include <lockstep/lockstep.hpp>

#include "support/folder.hpp"
#include "support/project.hpp"
#include "support/server.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

std::string pulled(const std::string& script) {
  const TemporaryFolder folder;
  const std::string live = database_with(script);
  PullOptions options;
  options.folder = folder.path().string();
  options.shadow = server().create_database();
  options.source = live;
  options.output = "-";
  std::string text = pull(options).schema.content;
  server().drop_database(options.shadow);
  return text;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

} // namespace

TEST_CASE("pull: short where it means the same") {
  const std::string text = pulled("CREATE TYPE status AS ENUM ('new', 'paid');"
                                  "CREATE TABLE orders (id bigserial PRIMARY KEY, status status NOT NULL DEFAULT 'new',"
                                  "  total integer DEFAULT -1 CHECK (total >= -1), note varchar(20) DEFAULT '');"
                                  "CREATE VIEW paid AS SELECT id, total FROM orders WHERE status = 'paid'");
  CAPTURE(text);
  CHECK(has(text, "id     = { type = \"bigint\", default = \"nextval('orders_id_seq')\" }"));
  CHECK(has(text, "status = { type = \"status\", not_null = true, default = \"'new'\" }"));
  CHECK(has(text, "default = -1, check = \"total >= '-1'::integer\""));
  CHECK(has(text, "note   = { type = \"varchar(20)\", default = \"''\" }"));
  CHECK(has(text, "'''\nSELECT "));
  CHECK(has(text, "FROM orders\n"));
  CHECK_FALSE(has(text, "public."));
}

TEST_CASE("pull: a name stays whole where the short one would be another's") {
  const std::string text = pulled("CREATE TYPE public.date AS ENUM ('lunch', 'dinner');"
                                  "CREATE TABLE meals (id integer, at public.date DEFAULT 'lunch',"
                                  "  CONSTRAINT no_lunch CHECK (at <> 'lunch'::public.date),"
                                  "  CONSTRAINT positive CHECK (id > 0))");
  CAPTURE(text);
  CHECK(has(text, "'lunch'::public.date"));
  CHECK(has(text, "\"id > 0\""));
}

TEST_CASE("pull: what it leaves out is said by name, on every major") {
  const std::string script =
      "CREATE TABLE places (id integer PRIMARY KEY);"
      "CREATE TABLE events (id integer NOT NULL, place integer, note text) PARTITION BY RANGE (id);"
      "CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (10);"
      "CREATE FUNCTION say() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';"
      "CREATE TRIGGER said AFTER INSERT ON events FOR EACH ROW EXECUTE FUNCTION say();"
      "ALTER TABLE events_1 DISABLE TRIGGER said;"
      "CREATE INDEX events_note ON events (note, lower(note));"
      "COMMENT ON INDEX events_1_note_lower_idx IS 'its own';"
      "ALTER INDEX events_1_note_lower_idx SET (fillfactor = 55);"
      "ALTER INDEX events_1_note_lower_idx ALTER COLUMN 2 SET STATISTICS 33;"
      "CREATE INDEX events_place ON ONLY events (place);"
      "CREATE VIEW seen AS SELECT * FROM events; ALTER VIEW seen ALTER note SET DEFAULT 'x';"
      "CREATE MATERIALIZED VIEW summed AS SELECT * FROM events; CREATE INDEX summed_id ON summed (id);"
      "ALTER MATERIALIZED VIEW summed CLUSTER ON summed_id;"
      "ALTER MATERIALIZED VIEW summed ALTER note SET STATISTICS 44;"
      "CREATE STATISTICS summed_both ON id, place FROM summed;"
      "CREATE TABLE visits (place integer CONSTRAINT visits_place REFERENCES places);"
      "ALTER TABLE visits DISABLE TRIGGER ALL";
  for (const int major : majors) {
    CAPTURE(major);
    const Database live(major);
    live.connect().exec(script);
    const TemporaryFolder folder;
    PullOptions options;
    options.folder = folder.path().string();
    options.shadow = server_of(major).create_database();
    options.source = live.conninfo();
    options.output = "-";
    CHECK(pull(options).unknown ==
          std::vector<std::string>{
              "statistics object public.summed_both", "CLUSTER ON of materialized view public.summed",
              "comment on index public.events_1_note_lower_idx, a part of events_note",
              "constraint visits_place of public.visits, which is not enforced: its internal triggers are switched off",
              "settings of column lower of public.events_1_note_lower_idx", "settings of column note of public.summed",
              "settings of index public.events_1_note_lower_idx, a part of events_note",
              "state of trigger said on partition public.events_1",
              "that index public.events.events_place is INVALID: it counts as built"});
    server_of(major).drop_database(options.shadow);
  }
}

TEST_CASE("pull: what only superusers can own comes back in a server that knows none of them") {
  const Database live;
  live.connect().exec("DO $$ BEGIN CREATE ROLE pull_chief SUPERUSER; EXCEPTION WHEN duplicate_object THEN END $$;"
                      "CREATE FUNCTION look() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
                      "CREATE EVENT TRIGGER looks ON ddl_command_end EXECUTE FUNCTION look();"
                      "ALTER EVENT TRIGGER looks OWNER TO pull_chief;"
                      "CREATE FOREIGN DATA WRAPPER far; ALTER FOREIGN DATA WRAPPER far OWNER TO pull_chief");
  const TemporaryProject project;
  project.write("lockstep.toml", "manage = [\"owners\"]\n");
  PullOptions options;
  options.folder = project.path().string();
  options.source = live.conninfo();
  options.output = "-";
  const std::string text = pull(options).schema.content;
  CHECK(has(text, "far = { owner = \"pull_chief\" }"));
}

TEST_CASE("pull: what is said of an extension stands in the baseline, which makes it on an empty server") {
  const Database live;
  live.connect().exec("CREATE EXTENSION citext; CREATE EXTENSION hstore; COMMENT ON EXTENSION hstore IS 'of the shop'");
  const TemporaryProject project;
  project.write("lockstep.toml", "");
  PullOptions options;
  options.folder = project.path().string();
  options.source = live.conninfo();
  options.baseline = true;
  const PullResult result = pull(options);
  REQUIRE(result.baseline.size() == 1);
  const std::string& file = result.baseline.front().content;
  CAPTURE(file);
  CHECK(has(file, "CREATE EXTENSION hstore WITH SCHEMA public VERSION '"));
  CHECK(has(file, "COMMENT ON EXTENSION hstore IS 'of the shop';"));
  CHECK_FALSE(has(file, "COMMENT ON EXTENSION citext"));
}
