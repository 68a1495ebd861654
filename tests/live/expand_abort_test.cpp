// Expansions that are taken back, in plans that hold other changes beside them.
#include "support/server.hpp"
#include "support/story.hpp"

#include <doctest/doctest.h>

namespace lockstep::test {

namespace {

/// A column gets a new name; a function over it changes, and a column of another table is no longer empty.
Story beside_others() {
  const auto schema = [](const std::string& name, const std::string& hint, const std::string& filled) {
    return "[functions.\"states()\"]\nreturns = \"bigint\"\nlanguage = \"plpgsql\"\nbody = \"BEGIN RETURN (SELECT "
           "count(" +
           name +
           ") FROM orders); END\"\n[tables.orders]\nprimary_key = [\"id\"]\n[tables.orders.columns]\nid = "
           "\"bigint\"\n" +
           name + " = { type = \"text\"" + hint + " }\n[tables.\"Notes of 2026\".columns]\nnote = { type = \"text\"" +
           filled + " }\nplain = \"text\"\n";
  };
  Story story;
  story.from = schema("status", "", "");
  story.to = schema("state", ", renamed_from = \"status\"", ", not_null = true, backfill = \"'none'\"");
  story.rows = "INSERT INTO orders SELECT k, k % 10 FROM generate_series(1, 20000) k";
  story.before = {"INSERT INTO \"Notes of 2026\" (plain) VALUES ('old'); "
                  "INSERT INTO orders VALUES ({k}, '{v}') ON CONFLICT (id) DO UPDATE SET status = EXCLUDED.status",
                  "UPDATE orders SET status = '{v}' WHERE id = {k}", "DELETE FROM orders WHERE id = {k}"};
  story.after = {
      "INSERT INTO \"Notes of 2026\" (note) VALUES ('new'); INSERT INTO orders (id, state) VALUES ({k}, '{v}')",
      "UPDATE orders SET state = '{v}' WHERE id = {k}", story.before.erase};
  story.read_before = "SELECT id, status::integer FROM orders WHERE states() > 0";
  story.read_after = "SELECT id, state::integer FROM orders";
  return story;
}

} // namespace

TEST_CASE("expand: taken back together with what the plan filled and changed beside it") {
  for (const int major : {14, 18}) play_abort(beside_others(), major);
}

} // namespace lockstep::test
