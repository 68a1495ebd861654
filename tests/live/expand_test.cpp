// Expansions with the old and the new application version at work through all phases, on every major.
#include "support/server.hpp"
#include "support/story.hpp"

#include <doctest/doctest.h>

namespace lockstep::test {

namespace {

const std::string orders_from = R"(
[tables.orders]
primary_key = ["id"]
[tables.orders.columns]
id = "bigint"
status = { type = "text", not_null = true, default = "'0'" }
)";

const std::string fill_orders = "INSERT INTO orders SELECT k, k % 10 FROM generate_series(1, 20000) k";

const Shape old_orders{"INSERT INTO orders (id, status) VALUES ({k}, '{v}')",
                       "UPDATE orders SET status = '{v}' WHERE id = {k}", "DELETE FROM orders WHERE id = {k}"};

} // namespace

TEST_CASE("expand: a required column that old rows and the old version do not know") {
  Story story;
  story.from = orders_from;
  story.to = orders_from + "kind = { type = \"text\", not_null = true, backfill = \"'kind ' || id\" }\n";
  story.rows = fill_orders;
  story.before = old_orders;
  story.after = {"INSERT INTO orders (id, status, kind) VALUES ({k}, '{v}', 'kind {k}')",
                 "UPDATE orders SET status = '{v}', kind = 'kind {k}' WHERE id = {k}", old_orders.erase};
  story.read_before = "SELECT id, status::integer FROM orders";
  story.read_after = "SELECT id, CASE WHEN kind = 'kind ' || id THEN status::integer END FROM orders";
  for (const int major : majors) play(story, major);
}

TEST_CASE("expand: a column with a volatile default, on a table without a key") {
  Story story;
  story.from = R"(
[tables.orders]
[tables.orders.columns]
id = "bigint"
status = { type = "text", not_null = true, default = "'0'" }
)";
  story.to = story.from + "token = { type = \"uuid\", not_null = true, default = \"gen_random_uuid()\" }\n";
  story.before = old_orders;
  story.after = old_orders;
  story.read_before = "SELECT id, status::integer FROM orders";
  story.read_after = "SELECT id, status::integer FROM orders WHERE token IS NOT NULL";
  const std::string index = "[tables.orders.indexes]\norders_id_idx = [\"id\"]\n";
  story.from += index;
  story.to += index;
  story.rows = fill_orders;
  for (const int major : majors) play(story, major);
}

} // namespace lockstep::test
