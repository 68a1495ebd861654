// Databases that a shadow keeps for later runs: found again by what they hold, and never trusted after an accident.
#include "shadow/shadow.hpp"

#include "base/text.hpp"
#include "catalog/connection.hpp"
#include "catalog/read.hpp"
#include "diff/change.hpp"
#include "diff/report.hpp"
#include "emit/native.hpp"
#include "run/apply.hpp"
#include "shadow/makings.hpp"
#include "shadow/realise.hpp"
#include "support/child.hpp"
#include "support/environment.hpp"
#include "support/folder.hpp"
#include "support/random_schema.hpp"
#include "support/server.hpp"
#include "toml/schema.hpp"

#include <chrono>
#include <csignal>
#include <doctest/doctest.h>
#include <fstream>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace lockstep;
namespace fs = std::filesystem;

namespace {

/// A cache that no other run uses, and that the server's user can enter.
struct Cache {
  Cache() { ::chmod(folder.path().c_str(), 0755); }
  test::TemporaryFolder folder;
  test::Variable variable{"XDG_CACHE_HOME", folder.path().string()};

  /// The one folder of a kept cluster.
  [[nodiscard]] fs::path cluster() const {
    for (const auto& entry : fs::directory_iterator(folder / "lockstep"))
      if (entry.path().filename().string().starts_with("shadow-")) return entry.path();
    return {};
  }
};

Shadow keeping() { return Shadow({.url = {}, .wanted_major = 0, .say = {}, .keep = true}); }

void keep_one(Shadow& shadow, const std::string& key, const std::string& sql) {
  const std::string conninfo = shadow.create_database();
  Connection(conninfo).exec(sql);
  shadow.keep(conninfo, {key, "topic", "notes of " + key});
}

bool finds(const std::string& key) {
  Shadow shadow = keeping();
  return shadow.find_kept({key}).has_value();
}

State read_back(const std::string& conninfo) {
  Connection connection(conninfo);
  return read_state(connection);
}

} // namespace

TEST_CASE("live: a kept database is found by a later run, the others are gone") {
  const Cache cache;
  std::string other;
  {
    Shadow shadow = keeping();
    keep_one(shadow, "aa", "CREATE TABLE t AS SELECT 1 AS a");
    other = database_of(shadow.create_database());
  }
  Shadow later = keeping();
  const auto found = later.find_kept({"bb", "aa"});
  REQUIRE(found);
  CHECK(found->key == 1);
  CHECK(Connection(found->conninfo).exec("SELECT a FROM t").get(0, 0) == "1");
  Connection any(later.create_database());
  CHECK(any.exec("SELECT FROM pg_database WHERE datname = $1", {other}).size() == 0);
  CHECK(any.exec("SELECT FROM pg_class WHERE relname = 't'").size() == 0);
  CHECK_FALSE(later.find_kept({"bb"}));
}

TEST_CASE("live: a kept database that was taken, or let go, is kept no longer") {
  const Cache cache;
  {
    Shadow shadow = keeping();
    keep_one(shadow, "old", "CREATE TABLE t ()");
    keep_one(shadow, "new", "CREATE TABLE t ()");
    const auto taken = shadow.take_kept("topic");
    REQUIRE(taken);
    CHECK(taken->label.key == "new");
    CHECK(taken->label.notes == "notes of new");
    shadow.unkeep(shadow.find_kept({"old"})->conninfo);
    CHECK_FALSE(shadow.take_kept("topic"));
  }
  CHECK_FALSE(finds("new"));
  CHECK_FALSE(finds("old"));
}

TEST_CASE("live: a new database is empty, whatever earlier runs have kept and let go") {
  const Cache cache;
  {
    Shadow shadow = keeping();
    for (const char* key : {"aa", "bb", "cc"}) keep_one(shadow, key, "CREATE TABLE t ()");
  }
  {
    Shadow shadow = keeping();
    for (const char* key : {"aa", "bb", "cc"}) shadow.unkeep(shadow.find_kept({key})->conninfo);
  }
  Shadow shadow = keeping();
  for (int i = 0; i < 4; ++i) {
    Connection connection(shadow.create_database());
    CHECK(connection.exec("SELECT FROM pg_class WHERE relname = 't'").size() == 0);
  }
}

TEST_CASE("live: two runs at once: the second keeps nothing and works all the same") {
  const Cache cache;
  Shadow first = keeping();
  keep_one(first, "aa", "CREATE TABLE t ()");
  {
    Shadow second = keeping();
    CHECK_FALSE(second.find_kept({"aa"}));
    keep_one(second, "bb", "CREATE TABLE t ()");
    CHECK_FALSE(second.find_kept({"bb"}));
  }
  CHECK(first.find_kept({"aa"}));
}

TEST_CASE("live: nothing that a killed run has kept is trusted") {
  const Cache cache;
  test::Child owner(
      [] {
        auto* shadow = new Shadow(keeping()); // never destroyed: the child ends by force
        keep_one(*shadow, "aa", "CREATE TABLE t ()");
        return std::string("ready");
      },
      true);
  REQUIRE(owner.text() == "ready");
  owner.kill(SIGKILL);
  owner.wait();
  // Until the watcher has ended the server, runs get along without the kept cluster.
  for (int i = 0; i < 500; ++i) {
    Shadow shadow = keeping();
    CHECK_FALSE(shadow.find_kept({"aa"}));
    keep_one(shadow, "bb", "CREATE TABLE t ()");
    if (shadow.find_kept({"bb"})) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  FAIL("the kept cluster was never usable again");
}

TEST_CASE("live: nothing is trusted that was kept before the machine started, or is damaged") {
  const Cache cache;
  const auto keep_again = [] {
    Shadow shadow = keeping();
    keep_one(shadow, "aa", "CREATE TABLE t ()");
  };
  keep_again();
  REQUIRE(finds("aa"));
  std::ofstream(cache.cluster() / "boot") << "another boot\n";
  CHECK_FALSE(finds("aa"));
  keep_again();
  REQUIRE(finds("aa"));
  fs::resize_file(cache.cluster() / "data" / "global" / "pg_control", 100);
  CHECK_FALSE(finds("aa"));
  keep_again();
  CHECK(finds("aa"));
}

TEST_CASE("live: a chain that makes a role runs on a server which has it from an earlier replay") {
  const std::string name = "20260101000000_role.sql";
  for (const std::string& text : {std::string("CREATE ROLE kept_reader;\n"),
                                  std::string("CREATE ROLE kept_reader;\nCREATE TABLE t ();\nGRANT SELECT ON t TO "
                                              "kept_reader;\n")}) {
    const ChainFile file{name, text, {}, parse_native(name, text)};
    for (int i = 0; i < 2; ++i) {
      Connection connection(test::fresh_database());
      replay_file(connection, file);
      CHECK(connection.exec("SELECT FROM pg_roles WHERE rolname = 'kept_reader'").size() == 1);
      const bool made = connection.exec("SELECT FROM pg_class WHERE relname = 't'").size() == 1;
      CHECK(made == (text.find("TABLE") != std::string::npos));
    }
  }
}

TEST_CASE("live: a chain that names tablespaces runs on a private server that has none") {
  const std::string space = "space_" + std::to_string(::getpid());
  const std::string name = "20260101000000_space.sql";
  for (const std::string& text : {"CREATE TABLE t (a int) TABLESPACE " + space + ";\n",
                                  "CREATE SCHEMA s;\nCREATE TABLE s.t (a int) TABLESPACE " + space + "_2;\n"}) {
    Connection connection(test::fresh_database());
    replay_file(connection, {name, text, {}, parse_native(name, text)});
    CHECK(connection
              .exec("SELECT FROM pg_class c JOIN pg_tablespace s ON s.oid = c.reltablespace WHERE relname = 't' "
                    "AND spcname ^@ $1",
                    {space})
              .size() == 1);
  }
}

TEST_CASE("live: a database brought up to date equals one made anew") {
  int revised = 0;
  for (std::uint32_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    const Declared before = read_schema_text(test::random_schema(2 * seed, 0, test::Size::small), "before.toml");
    const Declared after = read_schema_text(test::random_schema(2 * seed + 1, 0, test::Size::small), "after.toml");
    const std::string old_database = test::fresh_database();
    const std::string new_database = test::fresh_database();
    Diagnostics diagnostics;
    {
      Connection connection(old_database);
      realise(connection, before.state, diagnostics);
      Connection fresh(new_database);
      realise(fresh, after.state, diagnostics);
    }
    REQUIRE_FALSE(diagnostics.has_errors());
    const State made = read_back(old_database);
    const std::string notes = Makings(before.state, test::server().major()).notes(made);
    bool done = false;
    {
      Connection connection(old_database);
      done = Makings(after.state, test::server().major()).revise(connection, notes, 1000);
    }
    revised += done ? 1 : 0;
    const State reached = read_back(old_database);
    const State anew = read_back(new_database);
    if (done) CHECK(join(describe_changes(diff_states(reached, anew)), "\n") == "");
    if (!done) CHECK(reached.hash() == made.hash());
  }
  CHECK(revised > 6);
}

TEST_CASE("live: what can not be brought up to date stays as it was") {
  const Declared before = read_schema_text("[tables.a]\ncolumns = { id = \"bigint\" }\n[tables.b]\ncolumns = { id = "
                                           "\"bigint\" }\n[tables.c]\ncolumns = { id = \"bigint\" }\n",
                                           "before.toml");
  const Declared after = read_schema_text("[tables.a]\ncolumns = { id = \"no_such_type\" }\n[tables.b]\ncolumns = { "
                                          "id = \"bigint\" }\n[tables.c]\ncolumns = { id = \"bigint\" }\n"
                                          "[tables.d]\ncolumns = { id = \"bigint\" }\n",
                                          "after.toml");
  Connection connection(test::fresh_database());
  Diagnostics diagnostics;
  realise(connection, before.state, diagnostics);
  const State made = read_state(connection);
  CHECK_FALSE(Makings(after.state, test::server().major())
                  .revise(connection, Makings(before.state, test::server().major()).notes(made), 1000));
  CHECK(read_state(connection).hash() == made.hash());
  CHECK(made.find({"table", {"public", "a"}}) != nullptr);
}
