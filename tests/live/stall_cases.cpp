// See the header.
#include "live/stall_cases.hpp"

namespace lockstep::test {

std::string stall_schema() {
  return R"toml(
[enums.mood]
values = ["calm", "keen", "sour"]

[tables.customers]
primary_key = ["id"]
[tables.customers.columns]
id = "bigint"

[tables.orders]
primary_key = ["id"]
[tables.orders.columns]
id = "bigint"
customer_id = "bigint"
buyer_id = "bigint"
total = { type = "integer", not_null = true, default = 0 }
amount = "integer"
token = { type = "bigint", not_null = true }
region = { type = "text", not_null = true, default = "'north'" }
note = "varchar(20)"
label = "varchar(20)"
title = "varchar(20)"
sent_at = { type = "timestamp", default = "now()" }
feels = "mood"
touched = "integer"
[tables.orders.checks]
amount_fits = "amount >= 0"
label_given = "label <> ''"
[tables.orders.foreign_keys.orders_buyer]
columns = ["buyer_id"]
references = "customers(id)"
[tables.orders.indexes]
orders_region_idx = ["region"]
orders_amount_idx = ["amount"]
titled = { columns = ["title"], where = "title <> ''" }

[tables.orders.policies.own]
using = "total >= 0"
[tables.orders.triggers.touch]
when = "before update"
for_each = "row"
execute = "touch()"
[functions."touch()"]
returns = "trigger"
language = "plpgsql"
body = "BEGIN NEW.touched := 1; RETURN NEW; END"

[tables.events]
partition_by = "list (kind)"
[tables.events.columns]
id = { type = "bigint", not_null = true }
kind = { type = "integer", not_null = true }
size = "integer"
[tables.events_one]
partition_of = "events"
values = "in (1)"
[tables.events_one.indexes]
events_one_id = ["id"]
[tables.events_rest]
partition_of = "events"
values = "default"
[tables.events_rest.indexes]
events_rest_id = ["id"]

[materialized_views.totals]
query = "SELECT customer_id, sum(total) AS total FROM orders GROUP BY customer_id"
[materialized_views.totals.indexes]
totals_key = { columns = ["customer_id"], unique = true }
)toml";
}

std::string stall_filling() {
  const std::string last = std::to_string(stall_rows);
  return "INSERT INTO customers SELECT k FROM generate_series(1, 1000) k;"
         "INSERT INTO orders (id, customer_id, buyer_id, amount, token, note, label, title, feels) "
         "SELECT k, k % 1000 + 1, k % 1000 + 1, k % 100, k, 'note ' || k, 'label', 'title ' || k % 50, 'calm' "
         "FROM generate_series(1, " +
         last + ") k; INSERT INTO events SELECT k, CASE WHEN k % 2 = 0 THEN 1 ELSE 2 END, 0 FROM generate_series(1, " +
         last + ") k; REFRESH MATERIALIZED VIEW totals; ANALYZE";
}

const std::vector<StallCase>& stall_cases() {
  constexpr const char* read_events = "SELECT size FROM events WHERE id = {k}";
  constexpr const char* write_events = "UPDATE events SET size = size + 1 WHERE id = {k}";
  const std::string indexes = "[tables.orders.indexes]\n";
  static const std::vector<StallCase> cases = {
      {"check", {{"[tables.orders.checks]", "[tables.orders.checks]\ntotal_fits = \"total >= -5\""}}},
      {"check changed", {{"amount >= 0", "amount >= -1"}}},
      {"foreign key",
       {{"[tables.orders.indexes]", "[tables.orders.foreign_keys.orders_customer]\ncolumns = [\"customer_id\"]\n"
                                    "references = \"customers(id)\"\n[tables.orders.indexes]"}},
       true},
      {"foreign key changed",
       {{"references = \"customers(id)\"", "references = \"customers(id)\"\non_delete = \"cascade\""}}},
      {"unique",
       {{"[tables.orders.checks]", "[tables.orders.unique]\ntokens = [\"token\"]\n[tables.orders.checks]"}},
       true},
      {"primary key changed",
       {{"[tables.orders]\nprimary_key = [\"id\"]", "[tables.orders]\nprimary_key = [\"id\", \"region\"]"}}},
      {"index", {{indexes, indexes + "noted = [\"note\"]\n"}}, true},
      {"unique index", {{indexes, indexes + "tokens = { columns = [\"token\"], unique = true }\n"}}},
      {"index on an expression", {{indexes, indexes + "noted = [\"upper(note)\"]\n"}}},
      {"index replaced", {{"[\"amount\"]", "[\"amount\", \"id\"]"}}},
      {"index dropped", {{"orders_region_idx = [\"region\"]\n", ""}}},
      {"not null", {{"note = \"varchar(20)\"", "note = { type = \"varchar(20)\", not_null = true }"}}, true},
      {"type with a check", {{"label = \"varchar(20)\"", "label = \"text\""}}},
      {"type with a partial index", {{"title = \"varchar(20)\"", "title = \"varchar(40)\""}}},
      {"type, time zone", {{"type = \"timestamp\"", "type = \"timestamptz\""}}},
      {"type, rewritten", {{"amount = \"integer\"", "amount = \"bigint\""}}},
      {"column with a volatile default",
       {{"note = ", "code = { type = \"uuid\", default = \"gen_random_uuid()\" }\nnote = "}},
       true},
      {"required column",
       {{"note = ", "code = { type = \"text\", not_null = true, backfill = \"'c' || id\" }\nnote = "}}},
      {"column renamed", {{"note = \"varchar(20)\"", "remark = { type = \"varchar(20)\", renamed_from = \"note\" }"}}},
      {"enum without a label", {{"[\"calm\", \"keen\", \"sour\"]", "[\"calm\", \"keen\"]"}}},
      {"function changed", {{"NEW.touched := 1", "NEW.touched := 2"}}},
      {"trigger changed", {{"when = \"before update\"", "when = \"before insert or update\""}}},
      {"policy changed", {{"using = \"total >= 0\"", "using = \"total >= -1\""}}},
      {"partition added",
       {{"[tables.events_rest]", "[tables.events_three]\npartition_of = \"events\"\nvalues = \"in (3)\"\n"
                                 "[tables.events_rest]"}},
       true,
       read_events,
       write_events},
      {"partition, index of all",
       {{"[tables.events_one]", "[tables.events.indexes]\nevents_size = [\"size\"]\n[tables.events_one]"}},
       false,
       read_events,
       write_events},
      {"partition, check of all",
       {{"[tables.events_one]", "[tables.events.checks]\nsize_fits = \"size >= 0\"\n[tables.events_one]"}},
       false,
       read_events,
       write_events},
      {"materialized view",
       {{"sum(total)", "max(total)"}},
       true,
       "SELECT total FROM totals WHERE customer_id = {k} % 1000"},
  };
  return cases;
}

} // namespace lockstep::test
