// Tables that are partitioned while clients write, on every major.
#include <lockstep/error.hpp>

#include "base/text.hpp"
#include "emit/migration.hpp"
#include "plan/hazard.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"
#include "support/story.hpp"

#include <algorithm>
#include <doctest/doctest.h>

namespace lockstep::test {

namespace {

constexpr const char* by_day = R"toml(
[tables.orders_2025]
partition_of = "orders"
values = "from ('2025-01-01') to ('2026-01-01')"
[tables.orders_later]
partition_of = "orders"
values = "default"
)toml";

/// The key of the old table is a part of the new one's.
Story ranges(bool numbered = true) {
  const auto schema = [&](const std::string& key, const std::string& more) {
    return "[tables.orders]\nprimary_key = [" + key + "]\n" + more +
           "[tables.orders.columns]\nid = { type = \"bigint\"" + (numbered ? ", identity = \"by default\"" : "") +
           " }\n"
           "day = { type = \"date\", not_null = true, default = \"date '2025-03-01'\" }\nv = \"integer\"\n"
           "seen = \"bigserial\"\ntwice = { type = \"integer\", generated = \"v * 2\" }\n[tables.orders.indexes]\n"
           "orders_by_v = [\"v\"]\n[views.small]\nquery = \"SELECT id, v FROM orders WHERE v < 5\"\n"
           "[materialized_views.sums]\nquery = \"SELECT v, count(*) AS rows FROM small GROUP BY v\"\n"
           "[materialized_views.sums.indexes]\nsums_key = { columns = [\"v\"], unique = true }\n"
           "[functions.\"rows_of(integer)\"]\nreturns = \"SETOF sums\"\nlanguage = \"sql\"\n"
           "body = \"SELECT * FROM sums WHERE v = $1\"\n"
           "[materialized_views.idle]\nquery = \"SELECT max(v) AS v FROM orders\"\nwith_no_data = true\n";
  };
  Story story;
  story.from = schema("\"id\"", "");
  story.to = schema("\"id\", \"day\"", "partition_by = \"range (day)\"\n") + by_day;
  story.rows = "INSERT INTO orders (id, day, v) SELECT k, date '2025-12-01' + k % 60, k % 10 "
               "FROM generate_series(1, 20000) k";
  story.before = {"INSERT INTO orders (id, v) VALUES ({k}, {v})",
                  "UPDATE orders SET v = {v}, day = date '2025-12-28' + {v} WHERE id = {k}",
                  "DELETE FROM orders WHERE id = {k}"};
  story.after = {"INSERT INTO orders (id, day, v) VALUES ({k}, date '2025-12-30' + {v}, {v})",
                 "UPDATE orders SET v = {v} WHERE id = {k}", "DELETE FROM orders WHERE id = {k}"};
  story.read_before = "SELECT id, v FROM orders";
  story.read_after = story.read_before;
  return story;
}

/// Each partition gets its own key, which the whole adopts; one of them is told apart by its part.
Story wider_key() {
  const auto schema = [](const std::string& type) {
    return "[tables.orders]\nprimary_key = [\"id\", \"day\"]\npartition_by = \"range (day)\"\n"
           "[tables.orders.columns]\nid = { type = \"" +
           type +
           "\", identity = \"by default\" }\nday = { type = \"date\", not_null = true, default = \"date '2025-03-01'\" "
           "}\n"
           "v = \"integer\"\n" +
           by_day +
           "[tables.orders_2024]\npartition_of = \"orders\"\nvalues = \"from ('2024-01-01') to ('2025-01-01')\"\n"
           "replica_identity_index = \"orders_2024_pkey\"\ncluster_on = \"orders_2024_pkey\"\n";
  };
  Story story;
  story.from = schema("integer");
  story.to = schema("bigint");
  story.rows = "INSERT INTO orders (id, day, v) SELECT k, date '2025-12-01' + k % 60, k % 10 "
               "FROM generate_series(1, 20000) k";
  story.before = {"INSERT INTO orders (id, v) VALUES ({k}, {v})", "UPDATE orders SET v = {v} WHERE id = {k}",
                  "DELETE FROM orders WHERE id = {k}"};
  story.after = story.before;
  story.read_before = "SELECT id, v FROM orders";
  story.read_after = story.read_before;
  return story;
}

/// Another table points at it, and a trigger of its own writes other rows of it once more.
Story hashes() {
  const auto schema = [](const std::string& more) {
    return "[tables.orders]\nprimary_key = [\"id\"]\n" + more +
           "[tables.orders.columns]\nid = \"bigint\"\nv = \"integer\"\ntouched = { type = \"integer\", default = 0 }\n"
           "[tables.orders.triggers.touch]\nwhen = \"after insert or update of v\"\nfor_each = \"row\"\n"
           "execute = \"touch()\"\n[tables.items.columns]\norder_id = { type = \"bigint\", references = "
           "\"orders(id)\", "
           "on_delete = \"cascade\" }\n[tables.items.indexes]\nitems_order = [\"order_id\"]\n[functions.\"touch()\"]\n"
           "returns = \"trigger\"\nlanguage = \"plpgsql\"\nbody = \"BEGIN UPDATE orders SET touched = touched + 1 "
           "WHERE "
           "id = NEW.id; RETURN NULL; END\"\n";
  };
  Story story;
  story.from = schema("");
  story.to = schema("partition_by = \"hash (id)\"\n") +
             "[tables.orders_0]\npartition_of = \"orders\"\nvalues = \"with (modulus 2, remainder 0)\"\n"
             "[tables.orders_1]\npartition_of = \"orders\"\nvalues = \"with (modulus 2, remainder 1)\"\n";
  story.rows = "INSERT INTO orders SELECT k, k % 10 FROM generate_series(1, 20000) k; INSERT INTO items SELECT id FROM "
               "orders";
  story.before = {"INSERT INTO orders VALUES ({k}, {v}); INSERT INTO items VALUES ({k})",
                  "UPDATE orders SET v = {v} WHERE id = {k}", "DELETE FROM orders WHERE id = {k}"};
  story.after = story.before;
  story.read_before = "SELECT id, v FROM orders WHERE EXISTS (SELECT FROM items WHERE order_id = id)";
  story.read_after = story.read_before;
  return story;
}

std::string refusal_between(const std::string& from, const std::string& to, int major) {
  const ProvenPlan proven = prove_between(realise_text(from, major), realise_text(to, major), major);
  const std::vector<Refusal> refusals = refusals_of(proven.plan, {});
  return refusals.empty() ? "" : refusals.front().reason;
}

/// Runs the files behind this phase, up to the second one; empty: from the first, to the last.
void run_through(Connection& connection, const ProvenPlan& proven, const std::string& behind, const std::string& to) {
  const std::vector<std::string> phases{"", "expand", "backfill", "validate", "contract"};
  const auto number = [&](const std::string& phase) { return std::find(phases.begin(), phases.end(), phase); };
  for (const Migration& file : proven.files) {
    if (number(file.phase) <= number(behind) || (!to.empty() && number(file.phase) > number(to))) continue;
    for (const MigrationUnit& unit : file.units)
      for (const std::string& statement : unit.statements) connection.exec(statement);
  }
}

} // namespace

TEST_CASE("expand: a table is partitioned by range, its key grows") {
  for (const int major : majors) play(ranges(), major);
}

TEST_CASE("expand: a table is partitioned by hash under foreign keys and triggers") {
  for (const int major : majors) play(hashes(), major);
}

TEST_CASE("expand: a partitioning is taken back while clients write") {
  for (const int major : {14, 18}) play_abort(ranges(), major);
  for (const int major : {15, 17}) play_abort(hashes(), major);
}

TEST_CASE("expand: what is left of a partitioning is the contract") {
  for (const int major : majors) expect_contract_left(ranges(false), major);
}

TEST_CASE("expand: a transaction that began before a row was copied can not leave its copy behind") {
  for (const int major : {14, 18}) {
    CAPTURE(major);
    const Story story = ranges();
    const Realised from = realise_text(story.from, major);
    const ProvenPlan proven = prove_between(from, realise_text(story.to, major), major);
    Connection migrating(from.database);
    migrating.exec("INSERT INTO orders (id, v) VALUES (1, 1), (2, 2), (3, 3)");
    run_through(migrating, proven, "", "expand");
    Connection old(from.database);
    old.exec("BEGIN ISOLATION LEVEL REPEATABLE READ");
    CHECK(query(old, "SELECT count(*) FROM orders") == std::vector<std::vector<std::string>>{{"3"}});
    run_through(migrating, proven, "expand", "validate");
    std::string state;
    try {
      old.exec("DELETE FROM orders WHERE id = 2");
    } catch (const Error& error) {
      state = error.sqlstate;
    }
    CHECK(state == "40001");
    old.exec("ROLLBACK");
    old.exec("BEGIN ISOLATION LEVEL REPEATABLE READ; DELETE FROM orders WHERE id = 2; COMMIT");
    run_through(migrating, proven, "validate", "");
    CHECK(query(migrating, "SELECT id FROM orders ORDER BY id") == std::vector<std::vector<std::string>>{{"1"}, {"3"}});
  }
}

TEST_CASE("expand: the primary key of a partitioned table becomes bigint") {
  for (const int major : majors) play(wider_key(), major);
}

TEST_CASE("expand: a wider key of a partitioned table is taken back, or its contract is left") {
  for (const int major : {14, 18}) play_abort(wider_key(), major);
  for (const int major : {15, 17}) expect_contract_left(wider_key(), major);
}

TEST_CASE("expand: TRUNCATE empties both tables") {
  const Story story = ranges();
  const Realised from = realise_text(story.from, 18);
  const ProvenPlan proven = prove_between(from, realise_text(story.to, 18), 18);
  Connection connection(from.database);
  connection.exec(story.rows);
  run_through(connection, proven, "", "validate");
  connection.exec("TRUNCATE orders; INSERT INTO orders (id, v) VALUES (7, 7)");
  run_through(connection, proven, "validate", "");
  CHECK(query(connection, "SELECT id FROM orders") == std::vector<std::vector<std::string>>{{"7"}});
}

TEST_CASE("expand: materialized views are filled over the new table before the partitioning takes its lock") {
  const Story story = ranges();
  for (const int major : {14, 18}) {
    CAPTURE(major);
    const Realised from = realise_text(story.from, major);
    const ProvenPlan proven = prove_between(from, realise_text(story.to, major), major);
    Connection connection(from.database);
    connection.exec(story.rows + "; REFRESH MATERIALIZED VIEW sums");
    run_through(connection, proven, "", "validate");
    connection.exec("UPDATE orders SET v = 4 WHERE v = 3");
    run_through(connection, proven, "validate", "");
    CHECK(query(connection, "SELECT v, rows FROM sums ORDER BY v") ==
          std::vector<std::vector<std::string>>{{"0", "2000"}, {"1", "2000"}, {"2", "2000"}, {"4", "4000"}});
    CHECK(query(connection, "SELECT rows FROM rows_of(4)").front().front() == "4000");
    CHECK(query(connection, "SELECT relispopulated FROM pg_class WHERE relname = 'idle'").front().front() == "f");
    connection.exec("DELETE FROM orders WHERE v = 4; REFRESH MATERIALIZED VIEW CONCURRENTLY sums");
    CHECK(query(connection, "SELECT count(*) FROM sums").front().front() == "3");
  }
}

TEST_CASE("expand: a table that can not be partitioned while it is used says why") {
  const auto orders = [](const std::string& table, const std::string& columns, const std::string& more) {
    return "[tables.orders]\n" + table + "[tables.orders.columns]\nid = { type = \"bigint\", not_null = true }\n" +
           columns + more;
  };
  const auto refusal = [&](const std::string& table, const std::string& columns, const std::string& more,
                           const std::string& partitions) {
    return refusal_between(orders(table, columns, more),
                           orders(table + "partition_by = \"hash (id)\"\n", columns, more) + partitions, 18);
  };
  const std::string key = "primary_key = [\"id\"]\n";
  const std::string part = "[tables.part]\npartition_of = \"orders\"\nvalues = \"with (modulus 1, remainder 0)\"\n";
  const auto says = [](const std::string& text, const std::string& words) {
    CHECK_MESSAGE(text.find(words) != std::string::npos, text);
  };
  says(refusal("", "", "", part), "has no primary key");
  says(refusal(key, "", "", ""), "has no partition yet");
  says(refusal(key, "", "[publications.feed]\ntables = [\"public.orders\"]\n", part), "publication feed sends it");
  const std::string filled = "[materialized_views.m]\nquery = \"SELECT id FROM orders\"\n";
  says(refusal_between(orders(key, "", filled),
                       orders(key + "partition_by = \"hash (id)\"\n", "", filled) + part +
                           "[views.v]\nquery = \"SELECT id FROM m\"\n",
                       18),
       "would be filled anew while nobody may use the table");
  const std::string other = replace_all(orders(key, "", ""), "orders", "others") +
                            "[materialized_views.m]\nquery = \"SELECT id FROM orders JOIN others USING (id)\"\n";
  says(refusal_between(orders(key, "", other),
                       replace_all(orders(key, "", other), key, key + "partition_by = \"hash (id)\"\n") + part +
                           replace_all(replace_all(part, "orders", "others"), "part]", "part2]"),
                       18),
       "materialized view public.m reads table public.others as well");
  says(refusal(key + "force_row_security = true\n", "", "", part), "hides rows from its owner");
  says(refusal(key, "up = { type = \"bigint\", references = \"orders(id)\" }\n", "", part),
       "points at the table itself");
  says(refusal_between(orders(key, "", ""), orders(key + "partition_by = \"hash (id)\"\n", "v = \"integer\"\n", part),
                       18),
       "column public.orders.v changes as well");
  const std::string days = "day = \"date\"\n";
  says(refusal_between(orders(key, days, ""),
                       orders("primary_key = [\"id\", \"day\"]\npartition_by = \"hash (day)\"\n",
                              "day = { type = \"date\", not_null = true }\n", part),
                       18),
       "column public.orders.day changes as well");
}

} // namespace lockstep::test
