// The numbers of a column go on when they come from somewhere else.
#include <lockstep/error.hpp>

#include "base/text.hpp"
#include "emit/native.hpp"
#include "live/apply_bench.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"

#include <doctest/doctest.h>

namespace lockstep::test {

namespace {

const std::string serial = R"toml(
[sequences."Order numbers"]
owned_by = "orders.id"
[tables.orders]
primary_key = ["id"]
[tables.orders.columns]
id = { type = "integer", not_null = true, default = "nextval('\"Order numbers\"')" }
note = "text"
)toml";

const std::string identity = R"toml(
[tables.orders]
primary_key = ["id"]
[tables.orders.columns]
id = { type = "integer", not_null = true, identity = "by default" }
note = "text"
)toml";

const std::string plain = R"toml(
[tables.orders]
primary_key = ["id"]
[tables.orders.columns]
id = { type = "integer", not_null = true }
note = "text"
)toml";

/// `text` with another type of the key.
std::string retyped(std::string text, const std::string& type) {
  const std::string old = "\"integer\"";
  return text.replace(text.find(old), old.size(), '"' + type + '"');
}

void run_files(Connection& connection, const std::vector<Migration>& files, bool of_contract) {
  for (const Migration& file : files)
    if ((file.phase == "contract") == of_contract)
      replay_file(connection, make_file(native_file_name(file), write_native(file)));
}

std::string next_number(Connection& connection) {
  return query(connection, "INSERT INTO orders (note) VALUES ('one more') RETURNING id")[0][0];
}

} // namespace

TEST_CASE("identity: a serial column that becomes an identity, and one that becomes serial, counts on") {
  for (const int major : {14, 18})
    for (const bool there : {true, false}) {
      CAPTURE(major);
      CAPTURE(there);
      const Realised from = realise_text(there ? serial : identity, major);
      const Realised to = realise_text(there ? identity : serial, major);
      const std::vector<Migration> files = prove_between(from, to, major).files;
      Connection connection(from.database);
      for (int n = 1; n <= 3; ++n) CHECK(next_number(connection) == std::to_string(n));
      int expected = 4;
      for (const Migration& file : files) {
        replay_file(connection, make_file(native_file_name(file), write_native(file)));
        CHECK(next_number(connection) == std::to_string(expected++));
      }
    }
}

TEST_CASE("identity: what begins to count does so behind the numbers that are there") {
  const std::string always = replace_all(identity, "by default", "always");
  const std::pair<std::string, std::string> changes[] = {
      {plain, always},
      {plain, serial},
      {plain, retyped(always, "bigint")},
      {plain, retyped(serial, "bigint")},
      {serial, retyped(always, "bigint")},
      {retyped(plain, "text"), replace_all(always, "not_null = true", "not_null = true, using = \"id::integer\"")}};
  for (const int major : {14, 18})
    for (const auto& [before, after] : changes) {
      CAPTURE(major);
      CAPTURE(before);
      CAPTURE(after);
      const Realised from = realise_text(before, major);
      const std::vector<Migration> files = prove_between(from, realise_text(after, major), major).files;
      Connection connection(from.database);
      connection.exec("INSERT INTO orders SELECT k FROM generate_series(1, 40) k");
      if (before == serial) connection.exec("SELECT setval('\"Order numbers\"', 40)");
      run_files(connection, files, false);
      run_files(connection, files, true);
      CHECK(next_number(connection) == "41");
      CHECK(next_number(connection) == "42");
    }
}

TEST_CASE("identity: a start that is declared is not brought back to the numbers that are there") {
  const Realised from = realise_text(plain);
  const std::string to = replace_all(identity, "\"by default\"", "\"always\", identity_options = { start = 100 }");
  const std::vector<Migration> files = prove_between(from, realise_text(to)).files;
  Connection connection(from.database);
  connection.exec("INSERT INTO orders SELECT k FROM generate_series(1, 40) k");
  run_files(connection, files, false);
  CHECK(next_number(connection) == "100");
  connection.exec("INSERT INTO orders (id) VALUES (41)"); // the old version, which says its numbers
  run_files(connection, files, true);
  CHECK_THROWS_WITH_AS(connection.exec("INSERT INTO orders (id) VALUES (42)"),
                       doctest::Contains("cannot insert a non-DEFAULT value"), Error);
  CHECK(next_number(connection) == "101");
}

TEST_CASE("identity: what old code leaves out has a value until the contract") {
  const std::string given =
      replace_all(plain, "note = \"text\"", "note = { type = \"text\", not_null = true, default = \"'new'\" }");
  const std::string said = replace_all(plain, "note = \"text\"", "note = { type = \"text\", not_null = true }");
  const std::pair<std::string, std::string> changes[] = {{given, said}, {identity, plain}};
  for (const auto& [before, after] : changes) {
    CAPTURE(before);
    const Realised from = realise_text(before);
    const std::vector<Migration> files = prove_between(from, realise_text(after)).files;
    const std::string old_version =
        before == given ? "INSERT INTO orders (id) VALUES (7)" : "INSERT INTO orders (note) VALUES ('')";
    Connection connection(from.database);
    run_files(connection, files, false);
    connection.exec(old_version);
    connection.exec("DELETE FROM orders");
    run_files(connection, files, true);
    CHECK_THROWS_WITH_AS(connection.exec(old_version), doctest::Contains("null value in column"), Error);
  }
}

} // namespace lockstep::test
