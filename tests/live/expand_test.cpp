// Expansions with the old and the new application version at work through all phases, on every major.
#include "base/text.hpp"
#include "emit/native.hpp"
#include "support/dump.hpp"
#include "support/plans.hpp"
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

Story required() {
  Story story;
  story.from = orders_from;
  story.to = orders_from + "kind = { type = \"text\", not_null = true, backfill = \"'kind ' || id\" }\n";
  story.rows = fill_orders;
  story.before = old_orders;
  story.after = {"INSERT INTO orders (id, status, kind) VALUES ({k}, '{v}', 'kind {k}')",
                 "UPDATE orders SET status = '{v}', kind = 'kind {k}' WHERE id = {k}", old_orders.erase};
  story.read_before = "SELECT id, status::integer FROM orders";
  story.read_after = "SELECT id, CASE WHEN kind = 'kind ' || id THEN status::integer END FROM orders";
  return story;
}

/// The old version leaves it empty, and empties it.
Story no_longer_empty() {
  Story story = required();
  story.from = orders_from + "kind = \"text\"\n";
  story.rows = "INSERT INTO orders SELECT k, k % 10, CASE WHEN k % 3 = 0 THEN 'kind ' || k END "
               "FROM generate_series(1, 20000) k";
  story.before.update = "UPDATE orders SET status = '{v}', kind = NULL WHERE id = {k}";
  return story;
}

/// The old version must fill it, the new one does not know it.
Story dropped_column() {
  Story story;
  story.to = orders_from;
  story.from = story.to + "note = { type = \"text\", not_null = true, check = \"note <> ''\" }\n"
                          "[tables.orders.indexes]\norders_note_idx = [\"note\"]\n";
  story.rows = "INSERT INTO orders SELECT k, k % 10, 'note' FROM generate_series(1, 20000) k";
  story.before = {"INSERT INTO orders (id, status, note) VALUES ({k}, '{v}', 'note')",
                  "UPDATE orders SET status = '{v}', note = 'note {v}' WHERE id = {k}", old_orders.erase};
  story.after = old_orders;
  story.read_before = "SELECT id, status::integer FROM orders";
  story.read_after = story.read_before;
  return story;
}

/// The old version writes both tables, the new one leaves the one that refers to the other.
Story dropped_table() {
  Story story;
  story.to = orders_from;
  story.from = story.to + "[tables.notes.columns]\norder_id = { type = \"bigint\", not_null = true, references = "
                          "\"orders(id)\", on_delete = \"cascade\" }\nnote = \"text\"\n";
  story.rows = fill_orders + "; INSERT INTO notes SELECT id, 'note' FROM orders";
  story.before = {"WITH o AS (INSERT INTO orders (id, status) VALUES ({k}, '{v}') RETURNING id) "
                  "INSERT INTO notes SELECT id, 'note' FROM o",
                  "WITH o AS (UPDATE orders SET status = '{v}' WHERE id = {k} RETURNING id) "
                  "UPDATE notes SET note = 'note {v}' FROM o WHERE order_id = id",
                  old_orders.erase};
  story.after = old_orders;
  story.read_before = "SELECT id, status::integer FROM orders";
  story.read_after = story.read_before;
  return story;
}

Story volatile_default() {
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
  return story;
}

Story renamed() {
  const auto schema = [](const std::string& name, const std::string& hint) {
    return "[tables.orders]\nprimary_key = [\"id\"]\n[tables.orders.columns]\nid = \"bigint\"\n" + name +
           " = { type = \"text\", not_null = true, default = \"'0'\"" + hint +
           " }\n[tables.orders.indexes]\norders_status_idx = [\"" + name +
           "\"]\n[tables.orders.checks]\nshort_status = \"length(" + name +
           ") = 1\"\n[views.seen]\nquery = \"SELECT id, " + name + " AS status FROM orders\"\n";
  };
  Story story;
  story.from = schema("status", "");
  story.to = schema("fulfillment", ", renamed_from = \"status\"");
  story.rows = fill_orders;
  story.before = old_orders;
  story.before.insert += " ON CONFLICT (id) DO UPDATE SET status = EXCLUDED.status";
  story.after = {"INSERT INTO orders (id, fulfillment) VALUES ({k}, '{v}')",
                 "UPDATE orders SET fulfillment = '{v}' WHERE id = {k}", old_orders.erase};
  story.read_before = "SELECT id, status::integer FROM orders";
  story.read_after = "SELECT id, fulfillment::integer FROM orders";
  return story;
}

Story bigint_key() {
  const auto schema = [](const std::string& type) {
    return "[tables.orders]\nprimary_key = [\"id\"]\n[tables.orders.columns]\nid = { type = \"" + type +
           "\", identity = \"by default\" }\nstatus = \"integer\"\n[tables.items]\nprimary_key = [\"order_id\"]\n"
           "[tables.items.columns]\norder_id = { type = \"" +
           type +
           "\", references = \"orders(id)\", on_delete = \"cascade\" }\nv = \"integer\"\n"
           "[views.seen]\nquery = \"SELECT o.id, i.v FROM orders o JOIN items i ON i.order_id = o.id\"\n";
  };
  Story story;
  story.from = schema("integer");
  story.to = schema("bigint");
  story.rows = "INSERT INTO orders SELECT k, k % 10 FROM generate_series(1, 20000) k;"
               "INSERT INTO items SELECT k, k % 10 FROM generate_series(1, 20000) k;"
               "SELECT setval(pg_get_serial_sequence('orders', 'id'), 900000000)";
  story.before = {"WITH o AS (INSERT INTO orders (id, status) VALUES ({k}, {v}) RETURNING id) "
                  "INSERT INTO items (order_id, v) SELECT id, {v} FROM o",
                  "WITH o AS (UPDATE orders SET status = {v} WHERE id = {k} RETURNING id) "
                  "UPDATE items SET v = {v} FROM o WHERE order_id = o.id",
                  "DELETE FROM orders WHERE id = {k}"};
  story.after = story.before;
  story.read_before =
      "SELECT o.id, CASE WHEN o.status = i.v THEN i.v END FROM orders o LEFT JOIN items i ON order_id = o.id";
  story.read_after = story.read_before;
  return story;
}

/// Without a primary key: who updates it needs the replica identity at every moment.
Story published() {
  const auto schema = [](const std::string& type) {
    return "[tables.orders]\nreplica_identity_index = \"orders_id_key\"\ncluster_on = \"orders_id_key\"\n"
           "[tables.orders.columns]\nid = { type = \"" +
           type +
           "\", not_null = true, unique = true }\nstatus = \"integer\"\n[publications.feed]\ntables = [\"orders\"]\n";
  };
  Story story;
  story.from = schema("integer");
  story.to = schema("bigint");
  story.rows = "INSERT INTO orders SELECT k, k % 10 FROM generate_series(1, 20000) k";
  story.before = {"INSERT INTO orders (id, status) VALUES ({k}, {v})", "UPDATE orders SET status = {v} WHERE id = {k}",
                  "DELETE FROM orders WHERE id = {k}"};
  story.after = story.before;
  story.read_before = "SELECT id, status FROM orders";
  story.read_after = story.read_before;
  return story;
}

Story split() {
  Story story;
  story.from = "[tables.orders]\nprimary_key = [\"id\"]\n[tables.orders.columns]\nid = \"uuid\"\n"
               "status = { type = \"text\", not_null = true }\n";
  story.to = R"toml(
[tables.orders]
primary_key = ["id"]
[tables.orders.columns]
id = "uuid"
payment = { type = "text", not_null = true, default = "'p'", backfill = "split_part(status, '/', 1)" }
[tables.orders.columns.fulfillment]
type = "integer"
not_null = true
backfill = "split_part(status, '/', 2)::integer"
reverse_using = "payment || '/' || fulfillment"
)toml";
  const std::string key = "md5('{k}')::uuid";
  const std::string read = "SELECT k, v FROM (SELECT k, md5(k::text)::uuid AS id FROM remembered) r RIGHT JOIN ";
  story.rows = "INSERT INTO orders SELECT md5(k::text)::uuid, 'p/' || k % 10 FROM generate_series(1, 20000) k";
  story.before = {"INSERT INTO orders VALUES (" + key + ", 'p/{v}')",
                  "UPDATE orders SET status = 'p/{v}' WHERE id = " + key, "DELETE FROM orders WHERE id = " + key};
  story.after = {"INSERT INTO orders (id, fulfillment) VALUES (" + key + ", {v})",
                 "UPDATE orders SET fulfillment = {v} WHERE id = " + key, story.before.erase};
  story.read_before = read + "(SELECT id, substr(status, 3)::integer AS v FROM orders) o USING (id)";
  story.read_after = read + "(SELECT id, CASE payment WHEN 'p' THEN fulfillment END AS v FROM orders) o USING (id)";
  return story;
}

Story merged() {
  Story story;
  story.from = "[tables.orders]\nprimary_key = [\"id\"]\n[tables.orders.columns]\nid = \"text\"\n"
               "tens = { type = \"integer\", not_null = true }\nones = \"integer\"\nprice = { type = \"text\", "
               "not_null = true }\n";
  story.to = R"toml(
[tables.orders]
primary_key = ["id"]
[tables.orders.columns]
id = "text"
price = { type = "text", not_null = true }
number = { type = "numeric", using = "tens * 10 + ones", reverse_using = "tens = trunc(number / 10), ones = mod(number, 10)" }
)toml";
  story.rows = "INSERT INTO orders SELECT k, 7, k % 10, '' FROM generate_series(1, 20000) k";
  story.before = {"INSERT INTO orders (id, tens, ones, price) VALUES ('{k}', 7, {v}, '')",
                  "UPDATE orders SET ones = {v} WHERE id = '{k}'", "DELETE FROM orders WHERE id = '{k}'"};
  story.after = {"INSERT INTO orders (id, number, price) VALUES ('{k}', 70 + {v}, '')",
                 "UPDATE orders SET number = 70 + {v} WHERE id = '{k}'", story.before.erase};
  story.read_before = "SELECT id::bigint, CASE tens WHEN 7 THEN ones END FROM orders";
  story.read_after = "SELECT id::bigint, number::integer - 70 FROM orders";
  return story;
}

} // namespace

TEST_CASE("expand: a required column that old rows and the old version do not know") {
  for (const int major : majors) play(required(), major);
}

TEST_CASE("expand: a column that the old version leaves empty becomes NOT NULL") {
  for (const int major : majors) play(no_longer_empty(), major);
}

TEST_CASE("expand: a column with a volatile default, on a table without a key") {
  for (const int major : majors) play(volatile_default(), major);
}

TEST_CASE("expand: a column goes that the old version must fill") {
  for (const int major : majors) play(dropped_column(), major);
}

TEST_CASE("expand: a table goes that the old version writes") {
  for (const int major : majors) play(dropped_table(), major);
}

TEST_CASE("expand: a renamed column with its index, check and view") {
  for (const int major : majors) play(renamed(), major);
}

TEST_CASE("expand: an integer key with its identity becomes bigint, and what refers to it") {
  for (const int major : majors) play(bigint_key(), major);
}

TEST_CASE("expand: a published table never stands without its replica identity") {
  for (const int major : {14, 18}) play(published(), major);
}

TEST_CASE("expand: a trigger of the table changes the old column while the backfill fills the new one") {
  const std::string text = R"toml([functions."tick()"]
returns = "trigger"
language = "plpgsql"
body = "BEGIN NEW.writes := NEW.writes + 1; RETURN NEW; END"
[tables.orders.triggers.counted]
when = "before update"
for_each = "row"
execute = "tick()"
[tables.orders.columns]
id = { type = "bigint", primary_key = true }
writes = { type = "integer", not_null = true, default = 0 }
)toml";
  const Realised from = realise_text(text);
  const Realised to = realise_text(replace_all(text, "type = \"integer\"", "type = \"bigint\""));
  const ProvenPlan planned = prove_between(from, to);
  Connection live(from.database);
  live.exec("INSERT INTO orders SELECT k FROM generate_series(1, 100) k");
  for (const Migration& file : planned.files)
    if (file.phase != "contract") run_psql(from.database, write_native(file));
  live.exec("UPDATE orders SET id = id");
  CHECK(live.exec("SELECT FROM orders WHERE writes_new IS DISTINCT FROM writes OR writes <> 2").size() == 0);
  server().drop_database(to.database);
}

TEST_CASE("expand: one column split into two") {
  for (const int major : majors) play(split(), major);
}

TEST_CASE("expand: two columns merged into one, and one way only") {
  for (const int major : majors) play(merged(), major);
}

TEST_CASE("expand: taken back while both versions are at work") {
  for (const int major : majors) play_abort(renamed(), major);
  for (const Story& story : {bigint_key(), published(), split(), merged()}) play_abort(story, 18);
  play_abort(required(), 14, {"data_loss"});
}

TEST_CASE("expand: a second plan from the middle is the contract that is left") {
  for (const int major : majors)
    for (const Story& story : {renamed(), bigint_key(), split(), merged()}) expect_contract_left(story, major);
}

TEST_CASE("expand: helpers leave what has their names alone, and a second plan finds them all the same") {
  const std::string others =
      "[functions.\"orders_status_sync()\"]\nreturns = \"integer\"\nlanguage = \"sql\"\nbody = \"SELECT 1\"\n"
      "[sequences.orders_status_sync2_seen]\n";
  Story story = renamed();
  story.from += others;
  story.to += others;
  for (const int major : majors) expect_contract_left(story, major);
}

} // namespace lockstep::test
