// A project whose chain fills a column, and a database that has rows for it.
#pragma once

#include "catalog/connection.hpp"
#include "support/project.hpp"
#include "support/server.hpp"

#include <chrono>
#include <doctest/doctest.h>
#include <stdexcept>
#include <string>
#include <thread>

namespace lockstep::test {

/// orders.kind of 3000 rows waits for its backfill; orders.writes counts how often slow_down() saw a row written.
struct Filling {
  Filling() : side(database.conninfo()) {
    const std::string orders = "[tables.orders]\nprimary_key = [\"id\"]\n[tables.orders.columns]\nid = \"bigint\"\n"
                               "writes = { type = \"integer\", default = 0 }\n";
    project.write("schema.toml", orders);
    REQUIRE(project.lockstep({"gen", "first"}, "1767225600").exit == 0);
    REQUIRE(project.lockstep({"apply", database.conninfo()}).exit == 0);
    side.exec("INSERT INTO orders SELECT generate_series(1, 3000); ANALYZE orders");
    project.write("schema.toml", orders + "kind = { type = \"text\", backfill = \"'k' || id\" }\n");
    REQUIRE(project.lockstep({"gen", "kind"}, "1767225700").exit == 0);
  }

  /// Each row that is filled takes this time, in SQL over NEW, and counts it.
  void slow_down(const std::string& seconds = "0.001") {
    side.exec("CREATE OR REPLACE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(" +
              seconds +
              "); NEW.writes := OLD.writes + 1; RETURN NEW; END'; CREATE OR REPLACE TRIGGER slow BEFORE UPDATE ON "
              "orders FOR EACH ROW EXECUTE FUNCTION slowly()");
  }
  [[nodiscard]] std::string ask(const std::string& sql) { return std::string(side.exec(sql).get(0, 0)); }
  /// Waits until there is a backfill and the query gives "t"; throws when that is not so within half a minute.
  void wait_for(const std::string& sql) {
    for (int round = 0; round < 1500; ++round) {
      if (ask("SELECT to_regclass('lockstep.backfills') IS NOT NULL") == "t" && ask(sql) == "t") return;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    throw std::runtime_error("never became true: " + sql);
  }

  TemporaryProject project;
  Database database;
  Connection side;
};

} // namespace lockstep::test
