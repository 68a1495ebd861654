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

const std::string columns = R"toml(id = "bigint"
created_at = { type = "date", default = "'2026-03-01'" }
customer_id = { type = "bigint", not_null = true, default = 1 }
)toml";

const std::string parts_from = R"toml(
[tables.customers]
primary_key = ["id"]
[tables.customers.columns]
id = "bigint"

[tables.orders]
partition_by = "range (created_at)"
primary_key = ["id", "created_at"]
[tables.orders.columns]
)toml" + columns + R"toml(value = "integer"
[tables.orders_2025]
partition_of = "orders"
values = "from ('2025-01-01') to ('2026-01-01')"
[tables.orders_2026]
partition_of = "orders"
values = "from ('2026-01-01') to ('2027-01-01')"
[tables.orders_rest]
partition_of = "orders"
values = "default"
)toml";

const std::string parts_to = R"toml(
[tables.customers]
primary_key = ["id"]
[tables.customers.columns]
id = "bigint"

[tables.orders]
partition_by = "range (created_at)"
primary_key = ["id", "created_at"]
[tables.orders.columns]
)toml" + columns + R"toml(value = "integer"
[tables.orders.checks]
value_fits = "value between 0 and 1000"
[tables.orders.indexes]
orders_value_idx = ["value"]
[tables.orders.foreign_keys.orders_customer]
columns = ["customer_id"]
references = "customers(id)"
[tables.orders_2024]
partition_of = "orders"
values = "from ('2024-01-01') to ('2025-01-01')"
[tables.orders_2025]
partition_of = "orders"
values = "from ('2025-01-01') to ('2026-01-01')"
[tables.orders_2026]
partition_of = "orders"
values = "from ('2026-01-01') to ('2027-01-01')"
[tables.orders_2027]
partition_of = "orders"
values = "from ('2027-01-01') to ('2028-01-01')"
[tables.orders_rest]
partition_of = "orders"
values = "default"
)toml";

} // namespace

TEST_CASE("recipes: nobody who writes sees an error while a partitioned table gets parts, keys, rules and indexes") {
  Story story;
  story.from = parts_from + "[tables.orders_2024.columns]\n" + columns + "value = \"integer\"\n";
  story.to = parts_to;
  story.rows = "INSERT INTO customers VALUES (1); "
               "INSERT INTO orders SELECT k, '2025-05-05', 1, k % 10 FROM generate_series(1, 20000) k; "
               "INSERT INTO orders SELECT -k, '2030-01-01', 1, 0 FROM generate_series(1, 2000) k; "
               "INSERT INTO orders_2024 SELECT -k, '2024-05-05', 1, 0 FROM generate_series(3001, 9000) k";
  story.before = {"INSERT INTO orders (id, value) VALUES ({k}, {v})", "UPDATE orders SET value = {v} WHERE id = {k}",
                  "DELETE FROM orders WHERE id = {k}"};
  story.after = story.before;
  story.read_before = "SELECT id, value FROM orders WHERE id > 0";
  story.read_after = story.read_before;
  for (const int major : majors) play(story, major);
}

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
