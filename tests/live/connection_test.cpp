// Connections to a real server: rows, parameters, notices, and errors with all that the server says about them.
#include "catalog/connection.hpp"
#include "lockstep/error.hpp"
#include "support/server.hpp"

#include <chrono>
#include <doctest/doctest.h>
#include <thread>

using namespace lockstep;

namespace {
Error failure(Connection& connection, const std::string& sql) {
  try {
    connection.exec(sql);
  } catch (const Error& error) {
    return error;
  }
  FAIL("no error from: ", sql);
  throw std::logic_error("not reached");
}
bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
} // namespace

TEST_CASE("live: rows are text with names, nulls and counts") {
  Connection connection(test::fresh_database());
  const Rows rows = connection.exec("SELECT 1 AS one, NULL::text AS none, 'ä' AS letter UNION ALL SELECT 2, 'x', '' "
                                    "ORDER BY 1");
  REQUIRE(rows.size() == 2);
  CHECK(rows.columns() == 3);
  CHECK(rows.column_name(2) == "letter");
  CHECK(rows.get(0, rows.column("letter")) == "ä");
  CHECK(rows.is_null(0, 1));
  CHECK(rows.get(0, 1).empty());
  CHECK_FALSE(rows.is_null(1, 2));
  CHECK_THROWS_AS((void)rows.column("two"), Error);
  connection.exec("CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 5)");
  CHECK(connection.exec("UPDATE t SET a = 0 WHERE a > 2").affected() == 3);
}

TEST_CASE("live: parameters are passed beside the statement") {
  Connection connection(test::fresh_database());
  const Rows rows =
      connection.exec("SELECT $1::text, $2::int + 1, $3::text IS NULL", {"it's \\ {}", "41", std::nullopt});
  CHECK(rows.get(0, 0) == "it's \\ {}");
  CHECK(rows.get(0, 1) == "42");
  CHECK(rows.get(0, 2) == "t");
}

TEST_CASE("live: a statement is its own transaction, several in one string are one") {
  Connection connection(test::fresh_database());
  connection.exec("CREATE TABLE t (a int)");
  (void)failure(connection, "INSERT INTO t VALUES (1); SELECT 1/0");
  CHECK(connection.exec("SELECT FROM t").size() == 0);
  connection.exec("BEGIN");
  connection.exec("INSERT INTO t VALUES (1)");
  (void)failure(connection, "SELECT 1/0");
  CHECK(failure(connection, "SELECT 1").sqlstate == "25P02");
  connection.exec("ROLLBACK");
  CHECK(connection.exec("SELECT FROM t").size() == 0);
  connection.exec("CREATE INDEX CONCURRENTLY ON t (a)");
}

TEST_CASE("live: an error carries what the server said") {
  Connection connection(test::fresh_database());
  const Error missing = failure(connection, "SELECT 1; SELECT 'ä', nope FROM pg_class");
  CHECK(missing.exit == Exit::database);
  CHECK(missing.sqlstate == "42703");
  CHECK(missing.position == 23); // in characters, not bytes
  CHECK(missing.sql == "SELECT 1; SELECT 'ä', nope FROM pg_class");
  CHECK(holds(missing.where, "/shadow_"));
  connection.exec("CREATE TABLE parent (id int PRIMARY KEY); CREATE TABLE child (p int REFERENCES parent)");
  CHECK(holds(failure(connection, "INSERT INTO child VALUES (7)").what(), "DETAIL:  Key (p)=(7) is not present"));
  CHECK(holds(failure(connection, "SELECT idd FROM parent").hint, "parent.id"));
  CHECK(holds(failure(connection, "DO $$BEGIN PERFORM 1/0; END$$").what(), "CONTEXT:  SQL"));
}

TEST_CASE("live: an earlier error leaves no trace in a later one") {
  Connection connection(test::fresh_database());
  CHECK(failure(connection, "SELECT nope").position == 8);
  CHECK(failure(connection, "DO $$BEGIN RAISE EXCEPTION 'own words' USING HINT = 'own hint'; END$$").hint ==
        "own hint");
  const Error error = failure(connection, "SELECT 1/0");
  CHECK(error.position == 0);
  CHECK(error.hint.empty());
}

TEST_CASE("live: notices reach the handler until it is taken away") {
  Connection connection(test::fresh_database());
  std::vector<std::string> heard;
  connection.on_notice([&heard](const std::string& text) { heard.push_back(text); });
  connection.exec("DO $$BEGIN RAISE WARNING 'careful' USING DETAIL = 'why', HINT = 'how'; END$$");
  connection.exec("CREATE TABLE t (a int)");
  connection.exec("SET client_min_messages = debug1");
  connection.exec("ALTER TABLE t ALTER a TYPE bigint");
  REQUIRE(heard.size() >= 2);
  CHECK(heard.front() == "WARNING:  careful\nDETAIL:  why\nHINT:  how");
  CHECK(heard.back() == "DEBUG:  rewriting table \"t\"");
  connection.on_notice({});
  const std::size_t count = heard.size();
  connection.exec("DO $$BEGIN RAISE WARNING 'unheard'; END$$");
  CHECK(heard.size() == count);
}

TEST_CASE("live: a lost connection says so, and why") {
  const std::string conninfo = test::fresh_database();
  Connection connection(conninfo);
  CHECK(connection.alive());
  Connection other(conninfo);
  other.exec("SELECT pg_terminate_backend(" + std::to_string(connection.backend_pid()) + ")");
  for (int i = 0; i < 1000 && connection.alive(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  CHECK_FALSE(connection.alive());
  const Error error = failure(connection, "SELECT 1");
  CHECK(holds(error.what(), "was lost: terminating connection due to administrator command"));
  CHECK(error.sqlstate == "57P01");
  CHECK(holds(failure(connection, "SELECT 1").what(), "was lost"));
}

TEST_CASE("live: a moved connection keeps its hooks") {
  Connection first(test::fresh_database());
  std::string heard;
  first.on_notice([&heard](const std::string& text) { heard = text; });
  Connection second = std::move(first);
  second.exec("DO $$BEGIN RAISE NOTICE 'still here'; END$$");
  CHECK(heard == "NOTICE:  still here");
  CHECK(failure(second, "SELECT nope").position == 8);
}

TEST_CASE("live: text is UTF-8 whatever the environment asks for") {
  ::setenv("PGCLIENTENCODING", "LATIN1", 1);
  Connection connection(test::fresh_database());
  ::unsetenv("PGCLIENTENCODING");
  CHECK(connection.exec("SELECT chr(228)").get(0, 0) == "ä");
}

TEST_CASE("live: what can go wrong when connecting is told apart") {
  const std::string conninfo = test::fresh_database();
  const auto refusal = [](const std::string& text) {
    try {
      const Connection connection(text);
    } catch (const Error& error) {
      return error.full();
    }
    return std::string("connected");
  };
  const std::string database = refusal(with_database(conninfo, "no such") + " password=hush");
  CHECK(holds(database, "database \"no such\" does not exist"));
  CHECK(holds(database, "create it (createdb)"));
  CHECK_FALSE(holds(database, "hush"));
  const std::string role = refusal(conninfo + " user=nobody_here");
  CHECK(holds(role, "role \"nobody_here\" does not exist"));
  CHECK(holds(role, "createuser"));
}
