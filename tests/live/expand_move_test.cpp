// Columns that move to another table while the old and the new application version write, on every major.
#include <lockstep/error.hpp>

#include "base/text.hpp"
#include "catalog/connection.hpp"
#include "emit/migration.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"
#include "support/story.hpp"

#include <atomic>
#include <doctest/doctest.h>
#include <thread>

namespace lockstep::test {

namespace {

const std::string users = R"toml([tables.users]
primary_key = ["id"]
[tables.users.columns]
id = "bigint"
name = "text"
)toml";

/// To a table that comes along. The new version writes both rows in one transaction, the second one by ON CONFLICT.
Story extracted() {
  Story story;
  story.from = users + "v = { type = \"integer\", not_null = true, default = 7 }\nnote = \"text\"\n"
                       "[tables.users.indexes]\nby_v = [\"v\"]\n[views.seen]\nquery = \"SELECT id, v FROM users\"\n";
  story.to = users + R"toml(
[tables.details]
primary_key = ["user_id"]
[tables.details.columns]
user_id = { type = "bigint", references = "users(id)", on_delete = "cascade" }
amount = { type = "integer", not_null = true, default = 7, moved_from = "users.v" }
note = { type = "text", moved_from = "users.note" }
[tables.details.indexes]
by_v = ["amount"]
[views.seen]
query = "SELECT u.id, d.amount AS v FROM users u LEFT JOIN details d ON d.user_id = u.id"
)toml";
  story.rows = "INSERT INTO users (id, v, note) SELECT k, k % 10, 'n' FROM generate_series(1, 20000) k";
  story.before = {"INSERT INTO users (id, v, note) VALUES ({k}, {v}, 'n')", "UPDATE users SET v = {v} WHERE id = {k}",
                  "DELETE FROM users WHERE id = {k}"};
  const std::string upsert =
      "INSERT INTO details (user_id, amount, note) SELECT id, {v}, 'n' FROM users WHERE id = {k} "
      "ON CONFLICT (user_id) DO UPDATE SET amount = EXCLUDED.amount";
  story.after = {"INSERT INTO users (id) VALUES ({k}); " + upsert, upsert, story.before.erase};
  story.read_before = "SELECT id, CASE note WHEN 'n' THEN v END FROM users";
  story.read_after = "SELECT id, CASE d.note WHEN 'n' THEN amount END FROM users LEFT JOIN details d ON user_id = id";
  return story;
}

/// To a table that is there, with rows of its own for some.
Story joined() {
  const std::string settings = R"toml([tables.settings.columns]
id = { type = "bigint", identity = "always", primary_key = true }
person = { type = "bigint", not_null = true, unique = true, references = "users(id)", on_delete = "cascade" }
theme = { type = "text", not_null = true, default = "'dark'" }
)toml";
  Story story;
  story.from = users + "v = { type = \"integer\", not_null = true }\n" + settings;
  story.to = users + settings + "v = { type = \"integer\", not_null = true, default = 0, moved_from = \"users.v\" }\n";
  story.rows = "INSERT INTO users (id, v) SELECT k, k % 10 FROM generate_series(1, 20000) k;"
               "INSERT INTO settings (person, theme) SELECT id, 'light' FROM users WHERE id % 3 = 0";
  story.before = {"INSERT INTO users (id, v) VALUES ({k}, {v}); INSERT INTO settings (person) VALUES ({k})",
                  "UPDATE users SET v = {v} WHERE id = {k}", "DELETE FROM users WHERE id = {k}"};
  const std::string upsert = "INSERT INTO settings (person, v) SELECT id, {v} FROM users WHERE id = {k} "
                             "ON CONFLICT (person) DO UPDATE SET v = EXCLUDED.v";
  story.after = {"INSERT INTO users (id) VALUES ({k}); " + upsert, upsert, story.before.erase};
  story.read_before = "SELECT id, v FROM users";
  story.read_after = "SELECT u.id, CASE WHEN (theme = 'light') = (u.id % 3 = 0 AND u.id <= 20000) THEN s.v END "
                     "FROM users u LEFT JOIN settings s ON person = u.id";
  return story;
}

/// Both halves stand, and nobody writes.
class Both {
public:
  explicit Both(const Story& story, int major = 18)
      : from_(realise_text(story.from, major)), proven_(prove_between(from_, realise_text(story.to, major), major)),
        conninfo(from_.database), connection(conninfo) {
    connection.exec(story.rows);
    for (const Migration& file : proven_.files) {
      if (file.phase == "contract") continue;
      for (const MigrationUnit& unit : file.units) {
        if (unit.statements.size() > 1) connection.exec("BEGIN");
        for (const std::string& statement : unit.statements) connection.exec(statement);
        if (unit.statements.size() > 1) connection.exec("COMMIT");
      }
    }
  }

private:
  Realised from_;
  ProvenPlan proven_;

public:
  std::string conninfo;
  Connection connection;

  std::string ask(const std::string& sql) {
    const Rows rows = connection.exec(sql);
    return rows.size() == 0 ? "no row" : std::string(rows.get(0, 0));
  }
  /// What each version sees of this user.
  std::string seen(long id) {
    const std::string key = std::to_string(id);
    return ask("SELECT coalesce(v::text, 'null') || ' ' || coalesce(note, 'null') FROM users WHERE id = " + key) +
           " | " +
           ask("SELECT coalesce(amount::text, 'null') || ' ' || coalesce(note, 'null') FROM details WHERE user_id = " +
               key);
  }
};

} // namespace

TEST_CASE("expand: columns move to a table that comes along") {
  for (const int major : majors) play(extracted(), major);
}

TEST_CASE("expand: columns move to a table that is there") {
  for (const int major : {14, 18}) play(joined(), major);
}

TEST_CASE("expand: moved columns are taken back while both versions are at work") {
  play_abort(extracted(), 15);
  play_abort(joined(), 17);
}

TEST_CASE("expand: what is left of moved columns is the contract") {
  expect_contract_left(extracted(), 18);
  expect_contract_left(joined(), 16);
}

TEST_CASE("expand: each way to write one half of a moved row is seen in the other") {
  Story story = extracted();
  story.rows = "INSERT INTO users (id, v, note) VALUES (1, 1, 'a'), (2, 2, NULL)";
  Both both(story);
  CHECK(both.seen(1) == "1 a | 1 a");
  CHECK(both.seen(2) == "2 null | 2 null");
  both.connection.exec("BEGIN; INSERT INTO users (id, v, note) VALUES (3, 3, 'x'); UPDATE users SET note = 'y' WHERE "
                       "id = 3; UPDATE users SET v = 4 WHERE id = 3; COMMIT");
  CHECK(both.seen(3) == "4 y | 4 y");
  both.connection.exec("BEGIN; INSERT INTO users (id) VALUES (4); INSERT INTO details (user_id, amount) VALUES (4, 5);"
                       "UPDATE details SET note = 'z' WHERE user_id = 4; COMMIT");
  CHECK(both.seen(4) == "5 z | 5 z");
  both.connection.exec("BEGIN; INSERT INTO users (id) VALUES (5); INSERT INTO details (user_id) VALUES (5); COMMIT");
  CHECK(both.seen(5) == "7 null | 7 null");
  both.connection.exec("INSERT INTO users (id, v) VALUES (6, NULL)"); // the new version, which has nothing to say yet
  CHECK(both.seen(6) == "null null | no row");
  both.connection.exec("DELETE FROM details WHERE user_id = 1");
  CHECK(both.seen(1) == "null null | no row");
  both.connection.exec("UPDATE users SET note = 'again', v = 8 WHERE id = 1");
  CHECK(both.seen(1) == "8 again | 8 again");
  both.connection.exec("UPDATE details SET user_id = 6 WHERE user_id = 1");
  CHECK(both.seen(1) + ", " + both.seen(6) == "null null | no row, 8 again | 8 again");
  both.connection.exec("UPDATE users SET v = v + 1, name = 'n'; UPDATE details SET amount = amount * 10");
  CHECK(both.seen(2) + ", " + both.seen(6) == "30 null | 30 null, 90 again | 90 again");
  both.connection.exec("DELETE FROM users WHERE id = 3");
  CHECK(both.seen(3) == "no row | no row");
}

TEST_CASE("expand: writers of both halves of one hot row, by plain UPDATE") {
  Story story = extracted();
  story.rows = "INSERT INTO users (id, v, note) SELECT k, k, 'n' FROM generate_series(1, 3) k";
  Both both(story);
  std::atomic<int> written = 0;
  std::atomic<int> deadlocks = 0;
  std::atomic<int> others = 0;
  const auto write = [&](const std::string& table, const std::string& column, const std::string& key) {
    Connection connection(both.conninfo);
    connection.exec("SET deadlock_timeout = '10ms'");
    for (int i = 0; i < 150; ++i) try {
        connection.exec("UPDATE " + table + " SET " + column + " = " + std::to_string(i) + " WHERE " + key + " = " +
                        std::to_string(1 + i % 3));
        ++written;
      } catch (const Error& error) {
        ++(error.sqlstate == "40P01" ? deadlocks : others);
      }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back(write, "users", i == 0 ? "v" : "note", "id");
    threads.emplace_back(write, "details", i == 0 ? "amount" : "note", "user_id");
  }
  for (std::thread& thread : threads) thread.join();
  MESSAGE(written.load() << " written, " << deadlocks.load() << " deadlocks");
  CHECK(others == 0);
  CHECK(both.ask("SELECT count(*) FROM users u JOIN details d ON d.user_id = u.id WHERE d.amount = u.v AND d.note = "
                 "u.note") == "3");
}

} // namespace lockstep::test
