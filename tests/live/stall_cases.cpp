// See the header.
#include "live/stall_cases.hpp"

namespace lockstep::test {

std::string stall_schema() {
  return R"toml(
[enums.mood]
values = ["calm", "keen", "sour"]
[domains.price]
type = "integer"
[domains.price.checks]
not_negative = "VALUE >= 0"

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
costs = { type = "price", default = 1 }
weight = { type = "integer", default = 1 }
number = "serial"
touched = "integer"
[tables.orders.checks]
amount_fits = "amount >= 0"
label_given = "label <> ''"
weighed = "weight IS NOT NULL"
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
[tables.events_five.columns]
id = { type = "bigint", not_null = true }
kind = { type = "integer", not_null = true }
size = "integer"
[tables.events_five.indexes]
events_five_id = ["id"]

[tables.log]
primary_key = ["id"]
[tables.log.columns]
id = "bigint"
size = { type = "integer", not_null = true, default = 0 }

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
         last + ") k; INSERT INTO events_five SELECT k, 5, 0 FROM generate_series(1, " + last +
         ") k; INSERT INTO log SELECT k FROM generate_series(1, " + last +
         ") k; REFRESH MATERIALIZED VIEW totals; ANALYZE";
}

const std::vector<StallCase>& stall_cases() {
  constexpr const char* read_events = "SELECT size FROM events WHERE id = {k}";
  constexpr const char* write_events = "UPDATE events SET size = size + 1 WHERE id = {k}";
  const std::string indexes = "[tables.orders.indexes]\n";
  static const std::vector<StallCase> cases = {
      {"check", "add_check", {{"[tables.orders.checks]", "[tables.orders.checks]\ntotal_fits = \"total >= -5\""}}},
      {"check changed", "replace_check", {{"amount >= 0", "amount >= -1"}}},
      {"foreign key",
       "add_foreign_key",
       {{"[tables.orders.indexes]", "[tables.orders.foreign_keys.orders_customer]\ncolumns = [\"customer_id\"]\n"
                                    "references = \"customers(id)\"\n[tables.orders.indexes]"}},
       true},
      {"foreign key changed",
       "replace_foreign_key",
       {{"references = \"customers(id)\"", "references = \"customers(id)\"\non_delete = \"cascade\""}}},
      {"unique",
       "add_key",
       {{"[tables.orders.checks]", "[tables.orders.unique]\ntokens = [\"token\"]\n[tables.orders.checks]"}},
       true},
      {"primary key changed",
       "replace_key",
       {{"[tables.orders]\nprimary_key = [\"id\"]", "[tables.orders]\nprimary_key = [\"id\", \"region\"]"}}},
      {"index", "create_index", {{indexes, indexes + "noted = [\"note\"]\n"}}, true},
      {"unique index", "create_index", {{indexes, indexes + "tokens = { columns = [\"token\"], unique = true }\n"}}},
      {"index on an expression", "create_index", {{indexes, indexes + "noted = [\"upper(note)\"]\n"}}},
      {"index replaced", "replace_index", {{"[\"amount\"]", "[\"amount\", \"id\"]"}}},
      {"index dropped", "drop_index", {{"orders_region_idx = [\"region\"]\n", ""}}},
      {"not null",
       "set_not_null",
       {{"note = \"varchar(20)\"", "note = { type = \"varchar(20)\", not_null = true }"}},
       true},
      {"type with a check", "set_type_checking", {{"label = \"varchar(20)\"", "label = \"text\""}}},
      {"type with a partial index", "expansion", {{"title = \"varchar(20)\"", "title = \"varchar(40)\""}}},
      {"type, time zone", "", {{"type = \"timestamp\"", "type = \"timestamptz\""}}},
      {"type, rewritten", "expansion", {{"amount = \"integer\"", "amount = \"bigint\""}}},
      {"column with a volatile default",
       "add_rewriting_column",
       {{"note = ", "code = { type = \"uuid\", default = \"gen_random_uuid()\" }\nnote = "}},
       true},
      {"required column",
       "add_required_column",
       {{"note = ", "code = { type = \"text\", not_null = true, backfill = \"'c' || id\" }\nnote = "}}},
      {"NULLs filled, then not null",
       "fill_null_column",
       {{"note = \"varchar(20)\"", "note = { type = \"varchar(20)\", not_null = true, backfill = \"'none'\" }"}}},
      {"column renamed",
       "expansion",
       {{"note = \"varchar(20)\"", "remark = { type = \"varchar(20)\", renamed_from = \"note\" }"}}},
      {"enum without a label", "expansion", {{"[\"calm\", \"keen\", \"sour\"]", "[\"calm\", \"keen\"]"}}},
      {"function changed", "", {{"NEW.touched := 1", "NEW.touched := 2"}}},
      {"trigger changed", "", {{"when = \"before update\"", "when = \"before insert or update\""}}},
      {"policy changed", "", {{"using = \"total >= 0\"", "using = \"total >= -1\""}}},
      {"partition added",
       "create_partition",
       {{"[tables.events_rest]", "[tables.events_three]\npartition_of = \"events\"\nvalues = \"in (3)\"\n"
                                 "[tables.events_rest]"}},
       true,
       read_events,
       write_events},
      {"partition, index of all",
       "create_index",
       {{"[tables.events_one]", "[tables.events.indexes]\nevents_size = [\"size\"]\n[tables.events_one]"}},
       false,
       read_events,
       write_events},
      {"partition, check of all",
       "add_check",
       {{"[tables.events_one]", "[tables.events.checks]\nsize_fits = \"size >= 0\"\n[tables.events_one]"}},
       false,
       read_events,
       write_events},
      {"not null, proven by a check",
       "set_not_null_proven",
       {{"weight = { type = \"integer\"", "weight = { type = \"integer\", not_null = true"}}},
      {"column with a backfill",
       "add_hinted_column",
       {{"note = ", "code = { type = \"text\", backfill = \"'c' || id\" }\nnote = "}}},
      {"column dropped", "drop_column", {{"note = \"varchar(20)\"\n", ""}}},
      {"column split",
       "expansion",
       {{"note = \"varchar(20)\"", "word = { type = \"text\", using = \"split_part(note, ' ', 1)\" }\n"
                                   "place = { type = \"text\", using = \"split_part(note, ' ', 2)\", reverse_using = "
                                   "\"note = word || ' ' || place\" }"}}},
      {"columns merged",
       "expansion",
       {{"note = \"varchar(20)\"\n", ""},
        {"token = {", "remark = { type = \"text\", using = \"note || '/' || token\", reverse_using = \"note = "
                      "split_part(remark, '/', 1), token = split_part(remark, '/', 2)::bigint\" }\n# {"}}},
      {"columns moved",
       "moved_columns",
       {{"note = \"varchar(20)\"\n", ""},
        {"[tables.events]\n",
         "[tables.remarks]\nprimary_key = [\"order_id\"]\n[tables.remarks.columns]\norder_id = { type = "
         "\"bigint\", references = \"orders(id)\", on_delete = \"cascade\" }\nnote = { type = "
         "\"varchar(20)\", moved_from = \"orders.note\" }\n[tables.events]\n"}}},
      {"serial widened", "expansion", {{"number = \"serial\"", "number = \"bigserial\""}}},
      {"domain changed",
       "",
       {{"VALUE >= 0", "VALUE >= -1"}},
       false,
       "SELECT id, total FROM orders WHERE id = {k}",
       "UPDATE orders SET total = total + 1 WHERE id = {k}",
       nullptr,
       nullptr,
       true},
      {"exclusion",
       "",
       {{"[tables.orders.checks]", "[tables.orders.exclusions.tokens_differ]\nmethod = \"hash\"\nelements = [\"token "
                                   "WITH =\"]\n[tables.orders.checks]"}},
       false,
       "SELECT id, total FROM orders WHERE id = {k}",
       "UPDATE orders SET total = total + 1 WHERE id = {k}",
       nullptr,
       nullptr,
       true},
      {"table renamed",
       "",
       {{"[tables.orders]\n", "[tables.orders]\nrenamed_from = \"orders\"\n"},
        {"tables.orders", "tables.purchases"},
        {"FROM orders", "FROM purchases"}},
       false,
       "SELECT id, total FROM orders WHERE id = {k}",
       "UPDATE orders SET total = total + 1 WHERE id = {k}",
       "SELECT id, total FROM purchases WHERE id = {k}",
       "UPDATE purchases SET total = total + 1 WHERE id = {k}"},
      {"table partitioned",
       "partition_table",
       {{"[tables.log.columns]", "partition_by = \"range (id)\"\n[tables.log_low]\npartition_of = \"log\"\nvalues = "
                                 "\"from (minvalue) to (100000)\"\n[tables.log_high]\npartition_of = \"log\"\nvalues = "
                                 "\"from (100000) to (maxvalue)\"\n[tables.log.columns]"}},
       false,
       "SELECT size FROM log WHERE id = {k}",
       "UPDATE log SET size = size + 1 WHERE id = {k}"},
      {"partition attached",
       "attach_partition",
       {{"[tables.events_five.columns]\nid = { type = \"bigint\", not_null = true }\nkind = { type = \"integer\", "
         "not_null = "
         "true }\nsize = \"integer\"\n",
         "[tables.events_five]\npartition_of = \"events\"\nvalues = \"in (5)\"\n"}},
       false,
       read_events,
       write_events},
      {"partition with other bounds",
       "change_partition_bounds",
       {{"in (1)", "in (1, 7)"}},
       false,
       read_events,
       write_events},
      {"partition detached",
       "detach_partition",
       {{"[tables.events_one]\npartition_of = \"events\"\nvalues = \"in (1)\"\n",
         "[tables.events_one.columns]\nid = { type = \"bigint\", not_null = true }\nkind = { type = \"integer\", "
         "not_null = "
         "true }\nsize = \"integer\"\n"}},
       false,
       read_events,
       write_events},
      {"materialized view over a retyped column",
       "expansion",
       {{"total = { type = \"integer\"", "total = { type = \"bigint\""}},
       false,
       "SELECT total FROM totals WHERE customer_id = {k} % 1000"},
      {"materialized view",
       "",
       {{"sum(total)", "max(total)"}},
       true,
       "SELECT total FROM totals WHERE customer_id = {k} % 1000"},
  };
  return cases;
}

} // namespace lockstep::test
