// The recipes that need no second column, all in one release, beside two application versions that never stop writing.
#include "support/server.hpp"
#include "support/story.hpp"

#include <doctest/doctest.h>

namespace lockstep::test {

namespace {

const std::string head = R"toml(
[tables.customers]
primary_key = ["id"]
[tables.customers.columns]
id = "bigint"

[tables.orders]
)toml";

const std::string from = head + R"toml(primary_key = ["id"]
[tables.orders.columns]
id = "bigint"
region = { type = "text", not_null = true, default = "'north'" }
customer_id = { type = "bigint", not_null = true, default = 1 }
token = { type = "bigint", not_null = true }
value = "integer"
note = "varchar(20)"
sent_at = { type = "timestamp", default = "now()" }
[tables.orders.checks]
value_fits = "value >= -1000"
note_given = "note <> ''"
[tables.orders.unique]
orders_token_key = ["token"]
[tables.orders.foreign_keys.orders_customer]
columns = ["customer_id"]
references = "customers(id)"
[tables.orders.indexes]
orders_value_idx = ["value"]
orders_region_idx = ["region"]
)toml";

const std::string to = head + R"toml(primary_key = ["id", "region"]
[tables.orders.columns]
id = { type = "bigint", unique = true }
region = { type = "text", not_null = true, default = "'north'" }
customer_id = { type = "bigint", not_null = true, default = 1 }
token = { type = "bigint", not_null = true }
value = { type = "integer", not_null = true }
note = "text"
sent_at = { type = "timestamptz", default = "now()" }
[tables.orders.checks]
value_fits = "value between 0 and 1000"
note_given = "note <> ''"
[tables.orders.unique]
orders_token_key = { columns = ["token"], deferrable = "initially immediate" }
[tables.orders.foreign_keys.orders_customer]
columns = ["customer_id"]
references = "customers(id)"
on_delete = "cascade"
[tables.orders.indexes]
orders_value_idx = ["value", "id"]
)toml";

} // namespace

TEST_CASE("recipes: nobody who writes sees an error while keys, rules, types and indexes change") {
  Story story;
  story.from = from;
  story.to = to;
  story.rows = "INSERT INTO customers VALUES (1); "
               "INSERT INTO orders (id, token, value, note) SELECT k, k, k % 10, 'a note' "
               "FROM generate_series(1, 20000) k";
  story.before = {"INSERT INTO orders (id, token, value, note) VALUES ({k}, {k}, {v}, 'old')",
                  "UPDATE orders SET value = {v} WHERE id = {k}", "DELETE FROM orders WHERE id = {k}"};
  story.after = {"INSERT INTO orders (id, token, value, note) VALUES ({k}, {k}, {v}, repeat('new', 9))",
                 "UPDATE orders SET value = {v} WHERE id = {k}", "DELETE FROM orders WHERE id = {k}"};
  story.read_before = "SELECT id, value FROM orders";
  story.read_after = story.read_before;
  for (const int major : majors) play(story, major);
}

} // namespace lockstep::test
