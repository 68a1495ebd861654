// Sizes of tables, as a live server knows them.
#include <lockstep/lockstep.hpp>

#include "app/stats.hpp"
#include "catalog/sizes.hpp"
#include "live/apply_bench.hpp"
#include "support/project.hpp"
#include "support/server.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

TEST_CASE("sizes: tables, partitioned ones and materialized views, with their indexes and without their data") {
  const Database database;
  Connection connection(database.conninfo());
  connection.exec("CREATE TABLE orders (id bigint PRIMARY KEY, note text);"
                  "INSERT INTO orders SELECT i, repeat('x', 100) FROM generate_series(1, 12345) i;"
                  "CREATE INDEX \"odd name\" ON orders (note);"
                  "CREATE TABLE parts (id bigint PRIMARY KEY) PARTITION BY RANGE (id);"
                  "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (1000);"
                  "CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (1000) TO (3000);"
                  "INSERT INTO parts SELECT generate_series(0, 2999);"
                  "CREATE MATERIALIZED VIEW totals AS SELECT id FROM orders;"
                  "CREATE SCHEMA audit; CREATE TABLE audit.log (id int); CREATE SCHEMA lockstep;"
                  "CREATE TABLE lockstep.own (id int)");
  connection.exec("ANALYZE");
  const Sizes sizes = measure_sizes(connection, {.search_path = {}, .ignore_schemas = {"audit"}});
  CHECK(sizes.server_major == connection.server_major());
  CHECK(sizes.taken.empty());
  const TableSize* orders = sizes.of({"table", {"public", "orders"}});
  REQUIRE(orders != nullptr);
  CHECK(orders->rows == 12000);
  CHECK(orders->bytes > 1200000);
  CHECK(orders->bytes < 3000000);
  REQUIRE(orders->indexes.size() == 2);
  CHECK(orders->indexes.at("orders_pkey") > 200000);
  CHECK(orders->indexes.at("odd name") > 8192);
  const TableSize* parts = sizes.of({"table", {"public", "parts"}});
  REQUIRE(parts != nullptr);
  CHECK(parts->rows == 3000);
  CHECK(parts->bytes > 3000 * 24);
  CHECK(parts->indexes.at("parts_pkey") > 3000 * 8);
  CHECK(sizes.of({"table", {"public", "parts_2"}})->rows == 2000);
  CHECK(sizes.of({"materialized_view", {"public", "totals"}})->rows == 12000);
  CHECK(sizes.of({"table", {"audit", "log"}}) == nullptr);
  CHECK(sizes.tables.size() == 5);
}

TEST_CASE("sizes: a table that nobody has counted has no number of rows, an empty one has none") {
  const Database database;
  Connection connection(database.conninfo());
  connection.exec("SET track_counts = off");
  connection.exec("CREATE TABLE fresh (id int); CREATE TABLE loaded (id int)");
  connection.exec("INSERT INTO loaded SELECT generate_series(1, 100)");
  const Sizes sizes = measure_sizes(connection, {});
  CHECK(sizes.of({"table", {"public", "fresh"}})->rows == 0);
  CHECK_FALSE(sizes.of({"table", {"public", "loaded"}})->rows.has_value());
  CHECK(sizes.of({"table", {"public", "loaded"}})->bytes >= 8200);
}

TEST_CASE("sizes: of another major version than the plan's are warned of") {
  KnownSizes known;
  const Config config;
  CHECK(other_major(known, config, 15) == "");
  known.sizes.emplace().server_major = 16;
  CHECK(other_major(known, config, 16) == "");
  const std::string said = other_major(known, config, 15);
  CHECK(said.find("comes from PostgreSQL 16, and the plan is made for and proved on 15") != std::string::npos);
}

TEST_CASE("sizes: without a stats file a refusal tells by the live database for how long it would block") {
  const Database live;
  live.connect().exec("CREATE TABLE orders (id bigint PRIMARY KEY, total integer);"
                      "INSERT INTO orders SELECT i, i FROM generate_series(1, 10000) i; ANALYZE");
  const TemporaryProject project;
  project.write("lockstep.toml", "");
  project.write("schema.toml",
                "[tables.orders]\nprimary_key = [\"id\"]\n[tables.orders.columns]\nid = \"bigint\"\ntotal = "
                "\"integer\"\ndoubled = { type = \"integer\", generated = \"total * 2\" }\n");
  DiffOptions options;
  options.folder = project.path().string();
  options.shadow = server().create_database();
  options.from = live.conninfo();
  options.to = "schema.toml";
  const std::string refused = error_of([&] { (void)diff(options); });
  INFO(refused);
  CHECK(holds(refused, "Blocked: reads and writes of public.orders, for under a second ("));
  CHECK(holds(refused, " kB at 40 MB/s), by the sizes of 2"));
  server().drop_database(options.shadow);
}
