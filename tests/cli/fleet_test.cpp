// apply over thirty databases, as a user runs it.
#include "catalog/connection.hpp"
#include "support/project.hpp"
#include "support/server.hpp"

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
