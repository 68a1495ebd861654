// apply over thirty databases, and over forty schemas of one, as a user runs it.
#include "base/sql.hpp"
#include "catalog/connection.hpp"
#include "support/project.hpp"
#include "support/server.hpp"

#include <cstdlib>
#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

std::size_t count_words(const std::string& text, const std::string& word) {
  std::size_t count = 0;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++count;
  return count;
}

} // namespace

TEST_CASE("cli fleet: waves over thirty databases, held up by one that fails, gone on with later") {
  const TemporaryProject project;
  std::vector<std::string> databases;
  std::string list = "# the fleet\n";
  for (int i = 0; i < 30; ++i) {
    databases.push_back(fresh_database());
    list += databases.back() + "\n";
  }
  project.write("fleet.txt", list);
  project.write("lockstep.toml", "[fleet]\nfile = \"fleet.txt\"\njobs = 3\nwave = 9\n");
  project.write("schema.toml", "[tables.orders]\nprimary_key = [\"id\"]\n[tables.orders.columns]\nid = \"bigint\"\n");
  REQUIRE(project.lockstep({"gen", "orders"}).exit == 0);
  // The third wave has the databases 10 to 29: one of them has such a table already.
  Connection(databases[20]).exec("CREATE TABLE orders (id text)");
  const Ran held = project.lockstep({"apply", "--fleet"});
  INFO(held.out << held.err);
  CHECK(held.exit == 1);
  CHECK(count_words(held.out, "  applied ") == 29);
  CHECK(count_words(held.out, "  stopped     ") == 1);

  Connection(databases[20]).exec("DROP TABLE orders");
  Connection(databases[3]).exec("DROP TABLE orders; DROP SCHEMA lockstep CASCADE; CREATE TABLE orders (id text)");
  const Ran early = project.lockstep({"apply", "--fleet"});
  CHECK(early.exit == 1);
  CHECK(count_words(early.out, "  not begun ") == 20);
  CHECK(count_words(early.out, "  up to date ") == 9);

  Connection(databases[3]).exec("DROP TABLE orders");
  const Ran done = project.lockstep({"apply", "--fleet", "-q"});
  INFO(done.out << done.err);
  CHECK(done.exit == 0);
  CHECK(count_words(done.out, "  applied ") == 2);
  CHECK(count_words(done.out, "  up to date ") == 28);
}

namespace {

constexpr const char* first_schema = R"toml([schemas.tenant]
[schemas.shared]
[tables."shared.plans"]
primary_key = ["id"]
[tables."shared.plans".columns]
id = "bigint"
[tables."tenant.orders"]
primary_key = ["id"]
[tables."tenant.orders".columns]
id = { type = "bigint", identity = "always" }
plan = { type = "bigint", references = "shared.plans(id)" }
status = { type = "text", not_null = true }
[functions."tenant.count_orders()"]
returns = "bigint"
language = "sql"
body = "SELECT count(*) FROM tenant.orders"
[views."tenant.open_orders"]
query = "SELECT id FROM tenant.orders WHERE status = 'open'"
)toml";

std::string tenant_name(int number) { return number == 7 ? "odd \"one\"" : "t" + std::to_string(number); }

/// Forty, or what LOCKSTEP_TEST_TENANTS says.
int tenant_count() {
  const char* wanted = std::getenv("LOCKSTEP_TEST_TENANTS");
  return wanted == nullptr ? 40 : std::atoi(wanted);
}

struct Tenants {
  Tenants() : database(fresh_database()), server(database) {
    project.write("tenants.txt", "# those that no query finds\nt3\n");
    project.write("lockstep.toml", "[environments]\nshop = \"" + database + "\"\n[fleet]\nschema = \"tenant\"\n" +
                                       "source = \"@shop\"\nfile = \"tenants.txt\"\ncanaries = [\"t0\", \"t1\"]\n" +
                                       "query = '''SELECT CASE i WHEN 7 THEN 'odd \"one\"' ELSE 't' || i END FROM " +
                                       "generate_series(0, " + std::to_string(tenants - 1) + ") i ORDER BY i'''\n" +
                                       "jobs = 3\nwave = " + (tenants > 40 ? "0" : "9") + "\n");
  }
  [[nodiscard]] std::string ask(const std::string& sql) { return std::string(server.exec(sql).get(0, 0)); }

  int tenants = tenant_count();
  TemporaryProject project;
  std::string database;
  Connection server;
};

} // namespace

TEST_CASE("cli fleet: forty tenants with a schema each go through an expansion and its contract") {
  Tenants shop;
  const TemporaryProject& project = shop.project;
  const auto all = static_cast<std::size_t>(shop.tenants) + 1; // and the declared schema
  project.write("schema.toml", first_schema);
  REQUIRE(project.lockstep({"gen", "first"}, "1700000000").exit == 0);
  const Ran first = project.lockstep({"apply", "--fleet", "-q"});
  INFO(first.out << first.err);
  REQUIRE(first.exit == 0);
  CHECK(count_words(first.out, "  applied ") == all);
  shop.server.exec("INSERT INTO shared.plans VALUES (1)");
  for (int i = 0; i < shop.tenants; ++i)
    shop.server.exec("INSERT INTO " + quote_ident(tenant_name(i)) +
                     ".orders (plan, status) SELECT 1, 'open' FROM generate_series(1, " + std::to_string(i % 40 + 1) +
                     ")");

  SUBCASE("status and drift") {
    CHECK(project.lockstep({"status", "--fleet"}).exit == 0);
    CHECK(project.lockstep({"drift", "@shop"}).exit == 0);
    shop.server.exec("CREATE TABLE t3.extra (id int); DROP VIEW t5.open_orders; CREATE OR REPLACE FUNCTION "
                     "t9.count_orders() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM t8.orders'");
    const Ran drift = project.lockstep({"drift", "--fleet"});
    INFO(drift.out << drift.err);
    CHECK(drift.exit == 1);
    CHECK(count_words(drift.out, "no drift from ") == all - 3);
    CHECK(drift.out.find("+ table t3.extra") != std::string::npos);
    CHECK(drift.out.find("- view t5.open_orders") != std::string::npos);
    CHECK(drift.out.find("~ function t9.count_orders()") != std::string::npos);
  }
  SUBCASE("an expansion, one tenant in the way, a new tenant, the contract") {
    std::string renamed = first_schema;
    const std::string column = "status = { type = \"text\", not_null = true }";
    renamed.replace(renamed.find(column), column.size(),
                    "state = { type = \"text\", not_null = true, renamed_from = \"status\" }");
    renamed.replace(renamed.find("WHERE status"), 12, "WHERE state");
    project.write("schema.toml", renamed);
    const Ran planned = project.lockstep({"gen", "rename"}, "1700001000");
    INFO(planned.out << planned.err);
    REQUIRE(planned.exit == 0);
    CHECK(project.lockstep({"check"}).exit == 0);
    shop.server.exec("ALTER TABLE t20.orders ADD COLUMN state int"); // in the last wave
    const Ran held = project.lockstep({"apply", "--fleet", "-q"});
    INFO(held.out << held.err);
    CHECK(held.exit == 1);
    CHECK(count_words(held.out, "  stopped     ") == 1);
    CHECK(held.out.find("t20.orders") != std::string::npos);
    CHECK(count_words(held.out, "  applied ") == all - 1);
    const Ran behind = project.lockstep({"status", "--fleet"});
    CHECK(behind.exit == 1);
    shop.server.exec("ALTER TABLE t20.orders DROP COLUMN state");
    project.write("tenants.txt", project.read("tenants.txt") + "newcomer\n");
    CHECK(project.lockstep({"apply", "--fleet", "-q"}).exit == 0);
    CHECK(shop.ask("SELECT count(*) FROM t20.orders WHERE state = status") == "21");
    shop.server.exec("INSERT INTO newcomer.orders (plan, state) VALUES (1, 'new')"); // through the tenant's own trigger
    CHECK(shop.ask("SELECT status FROM newcomer.orders") == "new");

    project.write("lockstep.toml", project.read("lockstep.toml") + "[policy]\nquiet_time = \"0s\"\n");
    REQUIRE(project.lockstep({"contract", "--all"}, "1700002000").exit == 0);
    const Ran done = project.lockstep({"apply", "--fleet", "-q"});
    INFO(done.out << done.err);
    CHECK(done.exit == 0);
    CHECK(count_words(done.out, "  applied ") == all + 1);
    CHECK(project.lockstep({"drift", "--fleet"}).exit == 0);
    CHECK(shop.ask("SELECT count(*) FROM \"odd \"\"one\"\"\".orders WHERE state = 'open'") == "8");
    CHECK(shop.ask("SELECT count(*) FROM pg_attribute WHERE attname = 'status' AND NOT attisdropped AND attrelid IN "
                   "(SELECT oid FROM pg_class WHERE relname = 'orders')") == "0");
  }
}

TEST_CASE("cli fleet: a schema whose name is something else too is refused before anything runs, and by check") {
  Tenants shop;
  const TemporaryProject& project = shop.project;
  project.write("schema.toml", "[schemas.tenant]\n[tables.\"tenant.orders\"]\nprimary_key = [\"tenant\"]\n"
                               "[tables.\"tenant.orders\".columns]\ntenant = \"bigint\"\n");
  REQUIRE(project.lockstep({"gen", "first"}).exit == 0);
  const Ran refused = project.lockstep({"apply", "--fleet"});
  CHECK(refused.exit == 2);
  CHECK(refused.err.find("can not be told from the schema") != std::string::npos);
  CHECK(shop.ask("SELECT count(*) FROM pg_namespace WHERE nspname = 'lockstep'") == "0");
  const Ran check = project.lockstep({"check"});
  INFO(check.out << check.err);
  CHECK(check.exit == 1);
  CHECK(check.out.find("not-for-tenants") != std::string::npos);

  std::string config = project.read("lockstep.toml");
  config.replace(config.find("\"tenant\""), 8, "\"tennant\"");
  project.write("lockstep.toml", config);
  const Ran misspelt = project.lockstep({"apply", "--fleet"});
  CHECK(misspelt.exit == 2);
  CHECK(misspelt.err.find("no migration is about the schema \"tennant\" of [fleet]") != std::string::npos);
}
