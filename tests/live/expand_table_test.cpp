// Tables that get a new name while the old application version goes on with the old one, on every major.
#include <lockstep/error.hpp>

#include "emit/migration.hpp"
#include "plan/hazard.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"
#include "support/story.hpp"

#include <doctest/doctest.h>

namespace lockstep::test {

namespace {

std::string schema(const std::string& table, const std::string& column, const std::string& hint,
                   const std::string& column_hint) {
  return "[tables." + table + "]\n" + hint + "[tables." + table +
         ".columns]\nid = { type = \"bigint\", primary_key = true }\n" + column +
         " = { type = \"text\", not_null = true, default = \"'0'\"" + column_hint +
         " }\nseen = \"bigserial\"\n[tables." + table + ".indexes]\nby_status = [\"" + column +
         "\"]\n[views.open_ones]\nquery = \"SELECT id, " + column + " AS status FROM " + table + "\"\n";
}

Story renamed(const std::string& column, const std::string& column_hint) {
  Story story;
  story.from = schema("orders", "status", "", "");
  story.to = schema("purchases", column, "renamed_from = \"orders\"\n", column_hint);
  story.rows = "INSERT INTO orders SELECT k, k % 10 FROM generate_series(1, 20000) k";
  story.before = {"INSERT INTO orders (id, status, seen) VALUES ({k}, '{v}', nextval('orders_seen_seq')) "
                  "ON CONFLICT (id) DO UPDATE SET status = EXCLUDED.status",
                  "UPDATE orders SET status = '{v}' WHERE id = {k} RETURNING id", "DELETE FROM orders WHERE id = {k}"};
  story.after = {"INSERT INTO purchases (id, " + column + ") VALUES ({k}, '{v}')",
                 "UPDATE purchases SET " + column + " = '{v}' WHERE id = {k}", "DELETE FROM purchases WHERE id = {k}"};
  story.read_before = "SELECT id, status::integer FROM orders";
  story.read_after = "SELECT id, " + column + "::integer FROM purchases";
  return story;
}

Story moved(const std::string& name) {
  const auto table = [](const std::string& there, const std::string& hint) {
    return "[tables.\"" + there + "\"]\n" + hint + "[tables.\"" + there +
           "\".columns]\nid = { type = \"bigint\", primary_key = true }\nv = \"integer\"\n[tables.\"" + there +
           "\".indexes]\nby_v = [\"v\"]\n";
  };
  const std::string hint =
      "moved_from = \"public\"\n" + (name == "orders" ? std::string() : "renamed_from = \"orders\"\n");
  Story story;
  story.from = table("orders", "");
  story.to = "[schemas.sales]\n" + table("sales." + name, hint);
  story.rows = "INSERT INTO orders SELECT k, k % 10 FROM generate_series(1, 20000) k";
  story.before = {"INSERT INTO orders VALUES ({k}, {v})", "UPDATE orders SET v = {v} WHERE id = {k}",
                  "DELETE FROM orders WHERE id = {k}"};
  story.after = {"INSERT INTO sales." + name + " VALUES ({k}, {v})",
                 "UPDATE sales." + name + " SET v = {v} WHERE id = {k}",
                 "DELETE FROM sales." + name + " WHERE id = {k}"};
  story.read_before = "SELECT id, v FROM orders";
  story.read_after = "SELECT id, v FROM sales." + name;
  return story;
}

std::string refusal_between(const std::string& from, const std::string& to, int major) {
  const ProvenPlan proven = prove_between(realise_text(from, major), realise_text(to, major), major);
  const std::vector<Refusal> refusals = refusals_of(proven.plan, {});
  return refusals.empty() ? "" : refusals.front().reason;
}

/// Runs all files before the contract.
void open(Connection& connection, const ProvenPlan& proven) {
  for (const Migration& file : proven.files)
    for (const MigrationUnit& unit : file.units)
      for (const std::string& statement : unit.statements)
        if (file.phase != "contract") connection.exec(statement);
}

constexpr const char* roles = R"(
DO $$ BEGIN
  CREATE ROLE stand_in_owner; CREATE ROLE stand_in_clerk; CREATE ROLE stand_in_stranger;
EXCEPTION WHEN duplicate_object THEN NULL; END $$;
GRANT ALL ON SCHEMA public TO stand_in_owner, stand_in_clerk, stand_in_stranger;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO stand_in_stranger;
ALTER TABLE orders OWNER TO stand_in_owner;
GRANT SELECT, INSERT ON orders TO stand_in_clerk WITH GRANT OPTION;
GRANT UPDATE (total) ON orders TO stand_in_clerk;
INSERT INTO orders SELECT k, k FROM generate_series(1, 20) k)";

std::string table_with_policy(const std::string& name, bool secured) {
  return "[tables." + name + "]\nrow_security = " + (secured ? "true" : "false") +
         (name == "orders" ? "\n" : "\nrenamed_from = \"orders\"\n") + "[tables." + name +
         ".columns]\nid = \"bigint\"\ntotal = \"integer\"\n[tables." + name +
         ".policies.small]\nusing = \"total <= 10\"\n";
}

std::string as(Connection& connection, const std::string& role, const std::string& sql) {
  connection.exec("SET ROLE " + role);
  std::string answer;
  try {
    const auto rows = query(connection, sql);
    answer = rows.empty() ? "done" : rows.front().front();
  } catch (const Error& refused) {
    answer = refused.sqlstate;
  }
  connection.exec("RESET ROLE");
  return answer;
}

} // namespace

TEST_CASE("expand: a renamed table with its sequence, index and view") {
  for (const int major : majors) play(renamed("status", ""), major);
}

TEST_CASE("expand: a renamed table, and one of its columns renamed with it") {
  for (const int major : majors) play(renamed("state", ", renamed_from = \"status\""), major);
}

TEST_CASE("expand: a renamed table is taken back while both versions are at work") {
  for (const int major : majors) play_abort(renamed("status", ""), major);
  for (const int major : {14, 18}) play_abort(renamed("state", ", renamed_from = \"status\""), major);
}

TEST_CASE("expand: a renamed table's move to another schema, under its name and under a new one") {
  for (const int major : majors) play(moved("orders"), major);
  for (const int major : {14, 18}) play(moved("purchases"), major);
  Story back = moved("orders");
  back.from = "[schemas.sales]\n" + back.from; // a schema that came with the plan stays
  for (const int major : {14, 18}) play_abort(back, major);
  for (const int major : {14, 18}) play_abort(moved("orders"), major); // one that was made for the table goes
}

TEST_CASE("expand: what is left of a rename of a table is the contract") {
  for (const int major : majors) expect_contract_left(renamed("status", ""), major);
}

TEST_CASE("expand: who uses the old name of a table may do what he might, and sees the rows that he saw") {
  for (const int major : majors) {
    CAPTURE(major);
    const bool secured = major >= 15;
    const Realised from = realise_text(table_with_policy("orders", secured), major);
    const Realised to = realise_text(table_with_policy("purchases", secured), major);
    const ProvenPlan proven = prove_between(from, to, major);
    CHECK(refusals_of(proven.plan, {}).empty());
    Connection connection(from.database);
    connection.exec(roles);
    open(connection, proven);
    CHECK(query(connection, "SELECT relkind, pg_get_userbyid(relowner) FROM pg_class WHERE relname = 'orders'") ==
          std::vector<std::vector<std::string>>{{"v", "stand_in_owner"}});
    CHECK(as(connection, "stand_in_clerk", "SELECT count(*) FROM orders") == (secured ? "10" : "20"));
    CHECK(as(connection, "stand_in_owner", "SELECT count(*) FROM orders") == "20");
    CHECK(as(connection, "stand_in_stranger", "SELECT count(*) FROM orders") == "42501");
    CHECK(as(connection, "stand_in_clerk", "INSERT INTO orders VALUES (21, 3)") == "done");
    CHECK(as(connection, "stand_in_clerk", "INSERT INTO orders VALUES (22, 30)") == (secured ? "42501" : "done"));
    CHECK(as(connection, "stand_in_clerk", "UPDATE orders SET total = 4 WHERE id = 21") == "done");
    CHECK(as(connection, "stand_in_clerk", "UPDATE orders SET id = 4 WHERE id = 21") == "42501");
    CHECK(as(connection, "stand_in_clerk", "DELETE FROM orders") == "42501");
    CHECK(query(connection, "SELECT has_table_privilege('stand_in_clerk', 'orders', 'SELECT WITH GRANT OPTION')") ==
          std::vector<std::vector<std::string>>{{"t"}});
    connection.exec("DROP OWNED BY stand_in_owner, stand_in_clerk, stand_in_stranger CASCADE");
  }
}

TEST_CASE("expand: a table whose old name no view can keep is not renamed") {
  CHECK(refusal_between(table_with_policy("orders", true), table_with_policy("purchases", true), 14)
            .find("public.orders has row security, which a view would pass by") != std::string::npos);
  const auto orders = [](const std::string& name, const std::string& more) {
    return "[tables." + name + "]\n" + (name == "orders" ? "" : "renamed_from = \"orders\"\n") + "[tables." + name +
           ".columns]\nid = \"bigint\"\n" + more;
  };
  CHECK(refusal_between(orders("orders", ""), orders("purchases", "[views.orders]\nquery = \"SELECT 1 AS one\"\n"), 18)
            .find("the name public.orders is taken by something else") != std::string::npos);
  const auto function = [](const std::string& name) {
    return "[functions.\"total(" + name + ")\"]\nreturns = \"bigint\"\nlanguage = \"sql\"\nbody = \"SELECT 1\"\n";
  };
  CHECK(refusal_between(orders("orders", function("orders")), orders("purchases", function("purchases")), 18)
            .find("takes or returns rows of public.orders") != std::string::npos);
  const auto publication = [](const std::string& name) {
    return "[publications.feed]\ntables = [\"public." + name + "\"]\n";
  };
  CHECK(refusal_between(orders("orders", publication("orders")), orders("purchases", publication("purchases")), 18)
            .find("its subscribers know the old name only") != std::string::npos);
}

} // namespace lockstep::test
