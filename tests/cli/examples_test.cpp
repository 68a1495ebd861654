// The examples are what the program makes of them today, and they fit real databases.
#include "support/golden.hpp"
#include "support/paths.hpp"
#include "support/project.hpp"
#include "support/server.hpp"

#include "base/files.hpp"
#include "base/text.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace fs = std::filesystem;

namespace {

fs::path example(const std::string& name) { return repository() / "schema-examples" / name; }

/// Runs the program and expects success; returns what it printed.
std::string must(const TemporaryProject& project, const std::vector<std::string>& words,
                 const std::string& epoch = {}) {
  const Ran ran = project.lockstep(words, epoch);
  CHECK_MESSAGE(ran.exit == 0, "lockstep " << join(words, " ") << "\n" << ran.out << ran.err);
  return ran.out;
}

/// Same file names, same bytes. UPDATE_GOLDEN=1 rewrites the example.
void expect_same_folder(const fs::path& committed, const fs::path& actual) {
  std::vector<std::string> names;
  if (fs::exists(actual))
    for (const auto& entry : fs::directory_iterator(actual)) names.push_back(entry.path().filename().string());
  for (const std::string& name : names) expect_golden(committed / name, read_file(actual / name));
  expect_only(committed, names);
}

struct Release {
  const char* file;
  const char* name;
  const char* epoch; ///< when the release was made, as SOURCE_DATE_EPOCH
  const char* rows;  ///< what the application wrote after it
};

// The releases of harbor-supply, as its README tells them.
constexpr Release releases[] = {
    {"v1", "opening", "1740992400",
     "INSERT INTO customers (email, full_name) VALUES ('ada@example.org', 'Ada'), ('bo@example.org', 'Bo');"
     "INSERT INTO products (sku, title, price_cents) VALUES ('R-1', 'Rope', 1200), ('L-1', 'Lamp', 4500);"
     "INSERT INTO orders (customer_id, total) SELECT 1 + n % 2, n FROM generate_series(1, 500) n;"
     "INSERT INTO order_lines (order_id, line_no, product_id) SELECT n, 1, 1 + n % 2 FROM generate_series(1, 500) n"},
    {"v2", "open_orders", "1763370000", "UPDATE orders SET total_cents = round(total * 100)"},
    {"v3", "audit", "1770627600", "INSERT INTO orders (customer_id, total_cents) VALUES (1, 4500)"},
    {"v4", "payments", "1776675600",
     "INSERT INTO payments (order_id, method, amount_cents) SELECT id, 'card', 100 FROM orders;"
     "UPDATE orders SET status = 'returned' WHERE id = 7"},
    {"v5", "cents_only", "1781514000", "INSERT INTO orders (customer_id, total_cents) VALUES (2, 1200)"},
};
constexpr const char* next_epoch = "1795420800";

void expect_in_step(const TemporaryProject& project, const std::string& conninfo) {
  CHECK(must(project, {"check"}).starts_with("ok: "));
  CHECK(must(project, {"drift", conninfo}).starts_with("no drift"));
}

} // namespace

TEST_CASE("cli: harbor-supply, played from its first release on a database with rows") {
  const fs::path shop = example("harbor-supply");
  TemporaryProject project;
  project.write("lockstep.toml", read_file(shop / "lockstep.toml"));
  const Database database;
  Connection connection = database.connect();
  for (const Release& release : releases) {
    CAPTURE(release.file);
    project.write("schema.toml", read_file(shop / "releases" / (std::string(release.file) + ".toml")));
    must(project, {"gen", release.name}, release.epoch);
    must(project, {"apply", database.conninfo()});
    expect_in_step(project, database.conninfo());
    connection.exec(release.rows);
  }
  expect_same_folder(shop / "migrations", project.path() / "migrations");
  expect_same_folder(shop / "contracts", project.path() / "contracts");

  project.write("schema.toml", read_file(shop / "schema.toml"));
  must(project, {"gen", "refunds"}, next_epoch);
  must(project, {"apply", database.conninfo()});
  expect_in_step(project, database.conninfo());
  CHECK(must(project, {"contract", "--all"}, next_epoch).find("cents_only.contract.sql") != std::string::npos);
  must(project, {"apply", database.conninfo()});
  expect_in_step(project, database.conninfo());
  CHECK(query(connection, "SELECT count(*), sum(total_cents) FROM orders")[0] ==
        std::vector<std::string>{"502", "12530700"});
  CHECK(query(connection, "SELECT 1 FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attname = 'total'")
            .empty());
}

TEST_CASE("cli: harbor-supply is one release ahead of its chain, and that release needs no --allow") {
  const TemporaryProject project(example("harbor-supply"));
  const std::vector<std::string> before = project.files();
  const std::string shown = must(project, {"gen", "--dry-run"}, next_epoch);
  for (const char* file : {"_schema.expand.sql\n", "_schema.validate.sql\n"})
    CHECK_MESSAGE(shown.find(file) != std::string::npos, shown);
  CHECK(project.files() == before);
  const Ran checked = project.lockstep({"check"});
  CHECK(checked.exit == 1);
  CHECK(checked.out.find("the migrations do not reach the schema: + table public.refunds") != std::string::npos);
}

TEST_CASE("cli: harbor-multi-schema, a folder of files with one schema each") {
  TemporaryProject project(example("harbor-multi-schema"));
  fs::remove_all(project.path() / "migrations");
  must(project, {"gen", "first"}, "1772442000");
  expect_same_folder(example("harbor-multi-schema") / "migrations", project.path() / "migrations");
  const Database database;
  must(project, {"apply", database.conninfo()});
  expect_in_step(project, database.conninfo());
}

TEST_CASE("cli: kitchen-sink is planned out of nothing, and in canonical form") {
  const TemporaryProject project(example("kitchen-sink"));
  const std::string shown = must(project, {"gen", "--dry-run"});
  for (const char* made : {"CREATE SUBSCRIPTION coast_watch", "CREATE TABLE port.tides", "CREATE OPERATOR CLASS"})
    CHECK_MESSAGE(shown.find(made) != std::string::npos, made);
  must(project, {"fmt", "--check"});
  for (const auto& newer : fs::directory_iterator(project.path() / "newer"))
    must(project, {"fmt", "--check", newer.path().string()});
}

TEST_CASE("cli: legacy-pull is what pull writes of its dump") {
  TemporaryProject project;
  const fs::path legacy = example("legacy-pull");
  project.write("dump.sql", read_file(legacy / "dump.sql"));
  const Database database;
  const Ran loaded = run({program("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database.conninfo(), "-f",
                          (legacy / "dump.sql").string()});
  REQUIRE_MESSAGE(loaded.exit == 0, loaded.err);
  must(project, {"pull", database.conninfo()});
  expect_golden(legacy / "schema.toml", project.read("schema.toml"));
  CHECK(must(project, {"diff", "dump.sql", "schema.toml"}) == "no differences\n");
  CHECK(must(project, {"diff", "schema.toml", database.conninfo()}) == "no differences\n");
}
