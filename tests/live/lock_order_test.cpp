// All plans lock tables in one order: a unit that waits for the first of its tables holds none of the others, and two
// plans that run at once both come to their end, though nothing but PostgreSQL's search for deadlocks could end one.
#include "emit/native.hpp"
#include "live/apply_bench.hpp"
#include "support/golden.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

#include <doctest/doctest.h>
#include <thread>

using namespace lockstep;
using namespace lockstep::test;

namespace {

/// The tables of a unit's LOCK TABLE statements, in their order.
std::vector<std::string> locked_tables(const MigrationUnit& unit) {
  std::vector<std::string> tables;
  for (const std::string& statement : unit.statements) {
    const std::string head = "LOCK TABLE ";
    if (!statement.starts_with(head)) break;
    const std::string list = statement.substr(head.size(), statement.find(" IN ") - head.size());
    for (const std::string& name : split(replace_all(list, "ONLY ", ""), ',')) tables.emplace_back(trim(name));
  }
  return tables;
}

std::string in_transaction(const MigrationUnit& unit, const std::string& end) {
  return "BEGIN; " + join(unit.statements, ";\n") + "; " + end;
}

void wait_until(Connection& watcher, const std::string& condition) {
  for (int attempt = 0; attempt < 3000; ++attempt) {
    if (query(watcher, "SELECT " + condition)[0][0] == "t") return;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  FAIL_CHECK("never true: " << condition);
}

std::string run_as_runner(const std::string& database, const MigrationUnit& unit) {
  try {
    Connection runner(database);
    runner.exec("SET application_name = 'runner'");
    runner.exec(in_transaction(unit, "COMMIT"));
  } catch (const std::exception& error) {
    return error.what();
  }
  return {};
}

/// Runs the unit while somebody has its first table: it must wait there with nothing else in its hands.
void expect_waits_with_nothing(const std::string& database, const MigrationUnit& unit) {
  const std::vector<std::string> tables = locked_tables(unit);
  std::string failed;
  std::jthread other; // ends behind the holder, whatever happens
  Connection holder(database);
  Connection watcher(database);
  holder.exec("BEGIN; LOCK TABLE ONLY " + tables.front() + " IN ACCESS EXCLUSIVE MODE");
  other = std::jthread([&] { failed = run_as_runner(database, unit); });
  const std::string runner = "(SELECT pid FROM pg_stat_activity WHERE application_name = 'runner')";
  wait_until(watcher, "EXISTS (SELECT FROM pg_locks WHERE pid IN " + runner + " AND NOT granted)");
  for (std::size_t i = 1; i < tables.size(); ++i)
    CHECK(
        query(watcher, "SELECT mode FROM pg_locks WHERE relation = '" + tables[i] + "'::regclass AND pid IN " + runner)
            .empty());
  holder.exec("COMMIT");
  other.join();
  CHECK(failed == "");
}

/// Runs all units of a plan; those that lock several tables behind somebody who has the first.
int expect_order(const std::string& name) {
  const auto folder = golden_folder("plan") / name;
  const Realised from = realise_text(read_file(folder / "from.toml"));
  int several = 0;
  for (const Migration& file : prove_between(from, realise_text(read_file(folder / "to.toml"))).files)
    for (const MigrationUnit& unit : file.units) {
      if (locked_tables(unit).size() > 1) {
        expect_waits_with_nothing(from.database, unit);
        ++several;
        continue;
      }
      Connection connection(from.database);
      const bool alone = file.mode == TransactionMode::file || unit.statements.size() > 1;
      connection.exec(alone ? in_transaction(unit, "COMMIT") : unit.statements.front());
    }
  return several;
}

const std::string shop = R"toml(
[tables.customers]
primary_key = ["id"]
[tables.customers.columns]
id = "bigint"
[tables.orders]
primary_key = ["id"]
[tables.orders.columns]
id = "bigint"
customer_id = "bigint"
first_of = "bigint"
[tables.lines]
primary_key = ["id"]
[tables.lines.columns]
id = "bigint"
order_id = "bigint"
[tables.lines.foreign_keys.lines_order]
columns = ["order_id"]
references = "orders(id)"
)toml";

const std::string key = "[tables.orders.foreign_keys.orders_customer]\ncolumns = [\"customer_id\"]\n"
                        "references = \"customers(id)\"\n";

/// The units of the plan that lock several tables.
std::vector<MigrationUnit> units_between(const Realised& from, const std::string& to) {
  std::vector<MigrationUnit> units;
  for (const Migration& file : prove_between(from, realise_text(to)).files)
    for (const MigrationUnit& unit : file.units)
      if (locked_tables(unit).size() > 1) units.push_back(unit);
  return units;
}

/// Does the units' work and takes it back, over and over. Nothing but a deadlock ends a wait.
std::string repeat(const std::string& database, const std::vector<MigrationUnit>& units) {
  Connection connection(database);
  try {
    for (int round = 0; round < 150; ++round)
      for (const MigrationUnit& unit : units) connection.exec(in_transaction(unit, "ROLLBACK"));
  } catch (const std::exception& error) {
    return error.what();
  }
  return {};
}

} // namespace

TEST_CASE("lock order: a unit that waits for its first table holds no other") {
  for (const char* name :
       {"foreign-key", "foreign-key-changed", "foreign-keys-several", "column-type-of-foreign-key",
        "table-dropped-with-foreign-keys", "table-inherits", "primary-key-referenced", "expand-retype-primary-key"}) {
    CAPTURE(std::string(name));
    CHECK(expect_order(name) > 0);
  }
}

TEST_CASE("lock order: two plans at once never meet in a deadlock") {
  // One takes a key away, which by itself would lock orders and then customers; the other one adds a key to each of
  // them, which would lock customers and then orders.
  const Realised from = realise_text(shop + key);
  const auto drops = units_between(from, shop);
  const std::string back = "[tables.customers.foreign_keys.customers_order]\ncolumns = [\"id\"]\n"
                           "references = \"orders(id)\"\n";
  const auto adds = units_between(from, shop + key + back);
  REQUIRE(drops.size() == 1);
  REQUIRE(adds.size() == 1);
  CHECK(locked_tables(drops[0]) == locked_tables(adds[0]));
  std::string first;
  std::thread other([&] { first = repeat(from.database, drops); });
  const std::string second = repeat(from.database, adds);
  other.join();
  CHECK(first == "");
  CHECK(second == "");
}
