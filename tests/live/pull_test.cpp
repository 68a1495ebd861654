// What pull writes reads like written by hand, and still means exactly what is there.
#include <lockstep/lockstep.hpp>

#include "support/folder.hpp"
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
  const std::string text = pull(options).schema.content;
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
