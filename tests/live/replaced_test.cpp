// What guards a table is replaced while clients are at work: at no moment is a table open or closed that is neither
// before nor after, and no write passes by.
#include "live/flip.hpp"

#include <doctest/doctest.h>

namespace lockstep::test {

namespace {

constexpr int oldest_and_newest[] = {14, 18};

const std::string vault = R"toml(
[tables.vault]
row_security = true
[tables.vault.columns]
id = "bigint"
owner = "integer"
)toml";

constexpr const char* vault_rows =
    "DO $$ BEGIN CREATE ROLE vault_reader; EXCEPTION WHEN duplicate_object THEN END $$;"
    "GRANT SELECT ON vault TO vault_reader; GRANT USAGE ON SCHEMA public TO vault_reader;"
    "INSERT INTO vault SELECT k, k % 2 + 1 FROM generate_series(1, 10) k";

/// Five rows of one owner, and never fewer, more or others.
constexpr const char* sees_five =
    "SET ROLE vault_reader; SELECT 1 / (CASE WHEN count(*) = 5 AND min(owner) = max(owner) THEN 1 ELSE 0 END) "
    "FROM vault; RESET ROLE";
/// The same where the table may also be open as a whole.
constexpr const char* sees_five_or_all =
    "SET ROLE vault_reader; SELECT 1 / (CASE WHEN count(*) IN (5, 10) THEN 1 ELSE 0 END) FROM vault; RESET ROLE";

} // namespace

TEST_CASE("replaced: a policy that is made anew leaves its table neither open nor closed for a moment") {
  for (const int major : oldest_and_newest)
    flip_under(vault + "[tables.vault.policies.own]\nusing = \"owner = 1\"\n",
               vault + "[tables.vault.policies.own]\nfor = \"select\"\nusing = \"owner = 2\"\n", vault_rows, sees_five,
               major);
}

TEST_CASE("replaced: policies of one table take over from each other in one moment") {
  for (const int major : oldest_and_newest)
    flip_under(
        vault + "[tables.vault.policies.a]\nusing = \"owner = 1\"\n[tables.vault.policies.b]\nusing = \"false\"\n",
        vault + "[tables.vault.policies.b]\nusing = \"owner = 2\"\n[tables.vault.policies.c]\nusing = \"false\"\n",
        vault_rows, sees_five, major);
}

TEST_CASE("replaced: row security comes and goes together with its policies") {
  const std::string open = R"toml(
[tables.vault.columns]
id = "bigint"
owner = "integer"
)toml";
  for (const int major : oldest_and_newest)
    flip_under(vault + "[tables.vault.policies.own]\nusing = \"owner = 1\"\n", open, vault_rows, sees_five_or_all,
               major);
}

TEST_CASE("replaced: no write passes a trigger while it is made anew") {
  const std::string orders = R"toml(
[tables.orders.columns]
id = "bigint"
seen = "integer"
[functions."touch()"]
returns = "trigger"
language = "plpgsql"
body = "BEGIN NEW.seen := 1; RETURN NEW; END"
[functions."mark()"]
returns = "trigger"
language = "plpgsql"
body = "BEGIN NEW.seen := 2; RETURN NEW; END"
)toml";
  for (const int major : oldest_and_newest)
    flip_under(orders + "[tables.orders.triggers.stamp]\nwhen = \"before insert\"\nfor_each = \"row\"\nexecute = "
                        "\"touch()\"\n",
               orders +
                   "[tables.orders.triggers.stamp]\nwhen = \"before insert or update\"\nfor_each = \"row\"\nexecute "
                   "= \"mark()\"\n",
               "ALTER TABLE orders ADD CONSTRAINT stamped CHECK (seen IS NOT NULL)",
               "INSERT INTO orders (id) VALUES ({k})", major);
}

TEST_CASE("replaced: a unique constraint and the primary key of its name take over from each other in one moment") {
  const std::string columns =
      "[tables.orders.columns]\nid = { type = \"bigint\", not_null = true }\nseen = \"integer\"\n";
  for (const int major : oldest_and_newest)
    flip_under(columns + "[tables.orders.unique]\norders_key = [\"id\"]\n",
               columns + "[tables.orders.primary_key]\nname = \"orders_key\"\ncolumns = [\"id\"]\n",
               "INSERT INTO orders SELECT k, 0 FROM generate_series(1, 10) k",
               "INSERT INTO orders VALUES ({k} % 10 + 1, 1) ON CONFLICT (id) DO UPDATE SET seen = orders.seen + 1",
               major);
}

TEST_CASE("replaced: rows are unique all the time where a primary key becomes a unique constraint that takes NULL") {
  const std::string columns = "[tables.orders.columns]\nid = \"bigint\"\nseen = \"integer\"\n";
  for (const std::string name : {"orders_key", "orders_id_key"})
    for (const int major : oldest_and_newest)
      flip_under(columns + "[tables.orders.primary_key]\nname = \"orders_key\"\ncolumns = [\"id\"]\n",
                 columns + "[tables.orders.unique]\n" + name + " = [\"id\"]\n",
                 "INSERT INTO orders SELECT k, 0 FROM generate_series(1, 10) k",
                 "INSERT INTO orders VALUES ({k} % 10 + 1, 1) ON CONFLICT (id) DO UPDATE SET seen = orders.seen + 1",
                 major);
}

TEST_CASE("replaced: rows of partitions are unique all the time where a constraint becomes an index, and back") {
  const auto schema = [](const std::string& key) {
    return "[tables.orders]\npartition_by = \"range (id)\"\n[tables.orders.columns]\nid = \"bigint\"\nseen = "
           "\"integer\"\n[tables.orders." +
           key +
           "\n[tables.orders_low]\npartition_of = \"orders\"\nvalues = \"from (0) to (5)\"\n"
           "[tables.orders_rest]\npartition_of = \"orders\"\nvalues = \"default\"\n";
  };
  for (const int major : oldest_and_newest)
    flip_under(schema("unique]\norders_key = [\"id\"]"),
               schema("indexes]\norders_key = { columns = [\"id\"], unique = true }"),
               "INSERT INTO orders SELECT k, 0 FROM generate_series(1, 10) k",
               "INSERT INTO orders VALUES ({k} % 10 + 1, 1) ON CONFLICT (id) DO UPDATE SET seen = orders.seen + 1",
               major);
}

TEST_CASE("replaced: rows of a partition are unique all the time while its key becomes its table's, and back") {
  const auto schema = [](const std::string& whole, const std::string& own) {
    return "[tables.orders]\npartition_by = \"range (id)\"\n[tables.orders.columns]\nid = \"bigint\"\nseen = "
           "\"integer\"\n" +
           whole + "[tables.orders_low]\npartition_of = \"orders\"\nvalues = \"from (0) to (100)\"\n" + own;
  };
  for (const std::string own : {"low_key", "orders_key"})
    for (const int major : oldest_and_newest)
      flip_under(schema("", "[tables.orders_low.unique]\n" + own + " = [\"id\"]\n"),
                 schema("[tables.orders.unique]\norders_key = [\"id\"]\n", ""),
                 "INSERT INTO orders SELECT k, 0 FROM generate_series(1, 10) k",
                 // whole and part in the order in which plans lock them
                 "DO $$ BEGIN LOCK orders IN ROW EXCLUSIVE MODE; INSERT INTO orders VALUES ({k} % 10 + 1, 1); RAISE "
                 "'it came twice'; EXCEPTION WHEN unique_violation THEN END $$",
                 major);
}

TEST_CASE("replaced: no row comes without what it refers to while a foreign key and its key change together") {
  const auto schema = [](const std::string& key, const std::string& name, const std::string& rule) {
    return "[tables.orders.columns]\nid = { type = \"bigint\", not_null = true }\n[tables.orders." + key +
           "\n[tables.lines.columns]\norder_id = \"bigint\"\n[tables.lines.foreign_keys." + name +
           "]\ncolumns = [\"order_id\"]\nreferences = \"orders(id)\"\n" + rule;
  };
  const std::string index = "indexes]\norders_key = { columns = [\"id\"], unique = true }";
  const std::string constraint = "unique]\norders_key = [\"id\"]";
  const std::string primary = "primary_key]\nname = \"orders_key\"\ncolumns = [\"id\"]";
  for (const std::string name : {"lines_order", "lines_other"})
    for (const std::string& key : {index, constraint})
      for (const int major : oldest_and_newest)
        flip_under(schema(primary, "lines_order", ""), schema(key, name, "on_delete = \"cascade\"\n"),
                   "INSERT INTO orders SELECT generate_series(1, 10); INSERT INTO lines SELECT id FROM orders",
                   // in the order in which plans lock them
                   "DO $$ BEGIN LOCK orders IN ROW SHARE MODE; INSERT INTO lines VALUES (-1); RAISE 'it came'; "
                   "EXCEPTION WHEN foreign_key_violation THEN END $$",
                   major);
}

TEST_CASE("replaced: no row passes a rule that takes the name which a key gives up") {
  const auto schema = [](const std::string& key, const std::string& rule) {
    return "[tables.others]\nprimary_key = [\"id\"]\n[tables.others.columns]\nid = "
           "\"bigint\"\n[tables.orders.columns]\n"
           "id = { type = \"bigint\", not_null = true }\ntotal = \"bigint\"\n[tables.orders.unique]\n" +
           key + "\n[tables.orders." + rule + "\n";
  };
  const std::string rules[][2] = {
      {"checks]\norders_b = \"total > 0\"", "checks]\norders_a = \"total >= 0\""},
      {"foreign_keys.orders_b]\ncolumns = [\"total\"]\nreferences = \"others(id)\"",
       "foreign_keys.orders_a]\ncolumns = [\"total\"]\nreferences = \"others(id)\"\non_delete = \"cascade\""}};
  for (const auto& [before, after] : rules)
    for (const int major : oldest_and_newest)
      flip_under(schema("orders_a = [\"id\"]", before), schema("orders_b = [\"id\", \"total\"]", after), "SELECT 1",
                 // in the order in which plans lock them
                 "DO $$ BEGIN LOCK others IN ROW SHARE MODE; INSERT INTO orders VALUES ({k}, -1); RAISE 'it came'; "
                 "EXCEPTION WHEN check_violation OR foreign_key_violation THEN END $$",
                 major);
}

TEST_CASE("replaced: a published table never stands without its replica identity") {
  const std::string columns = "[tables.orders.columns]\nid = { type = \"bigint\", not_null = true }\n"
                              "code = { type = \"bigint\", not_null = true }\nseen = \"integer\"\n";
  const auto goes_by = [&](const std::string& index, const std::string& keys) {
    return "[tables.orders]\nreplica_identity_index = \"" + index + "\"\n" + columns + keys;
  };
  const auto key = [](const std::string& on) { return "[tables.orders.unique]\norders_key = [" + on + "]\n"; };
  const auto unique_index = [](const std::string& name, const std::string& on) {
    return "[tables.orders.indexes]\n" + name + " = { columns = [" + on + "], unique = true }\n";
  };
  const auto primary_key = [&](const std::string& name, const std::string& on) {
    return columns + "[tables.orders.primary_key]\nname = \"" + name + "\"\ncolumns = [" + on + "]\n";
  };
  const std::string by_key = goes_by("orders_key", key("\"id\""));
  const std::string by_index = goes_by("orders_key", unique_index("orders_key", "\"id\""));
  const std::string others[] = {
      goes_by("orders_key", key("\"id\", \"code\"")),
      goes_by("orders_key", unique_index("orders_key", "\"id\", \"code\"")),
      goes_by("orders_other", unique_index("orders_other", "\"code\"")),
      primary_key("orders_key", "\"code\""),
      primary_key("orders_other", "\"code\""),
  };
  for (const std::string& one : {by_key, by_index})
    for (const std::string& other : others)
      for (const int major : oldest_and_newest)
        flip_under(one, other,
                   "INSERT INTO orders SELECT k, k, 0 FROM generate_series(1, 10) k; CREATE PUBLICATION every FOR ALL "
                   "TABLES",
                   "UPDATE orders SET seen = seen + 1 WHERE id = {k} % 10 + 1", major);
}

TEST_CASE("replaced: a published partition never stands without its part of a key that it goes by") {
  const auto schema = [](const std::string& key, const std::string& part) {
    return "[tables.orders]\npartition_by = \"range (id)\"\n[tables.orders.columns]\nid = { type = \"bigint\", "
           "not_null = true }\ncode = { type = \"bigint\", not_null = true }\nseen = \"integer\"\n[tables.orders." +
           key + "\n[tables.orders_low]\npartition_of = \"orders\"\nvalues = \"from (0) to (100)\"\n" +
           "replica_identity_index = \"" + part + "\"\n";
  };
  const std::string ways[][2] = {
      {"primary_key]\ncolumns = [\"id\", \"code\"]", "orders_low_pkey"},
      {"unique]\norders_key = [\"id\", \"code\"]", "orders_low_id_code_key"},
      {"indexes]\norders_pkey = { columns = [\"id\"], unique = true }", "orders_low_id_idx"}};
  for (const auto& [key, part] : ways)
    for (const int major : oldest_and_newest)
      flip_under(schema("primary_key]\ncolumns = [\"id\"]", "orders_low_pkey"), schema(key, part),
                 "INSERT INTO orders SELECT k, k, 0 FROM generate_series(1, 10) k; CREATE PUBLICATION every FOR ALL "
                 "TABLES",
                 // whole and part in the order in which plans lock them
                 "BEGIN; LOCK orders IN ROW EXCLUSIVE MODE; UPDATE orders SET seen = seen + 1 WHERE id = {k} % 10 + 1; "
                 "COMMIT",
                 major);
}

TEST_CASE("replaced: materialized views over each other change places while they are read") {
  const auto schema = [](const std::string& total) {
    return "[tables.orders.columns]\nid = \"bigint\"\ntotal = \"integer\"\n[materialized_views.totals]\nquery = "
           "\"SELECT "
           "id % 10 AS part, " +
           total +
           " AS total FROM orders GROUP BY 1\"\n[views]\nbusy = \"SELECT part, total FROM totals WHERE total > "
           "10\"\n[materialized_views.largest]\nquery = \"SELECT max(total) AS total FROM busy\"\n";
  };
  for (const int major : oldest_and_newest)
    flip_under(schema("sum(total)"), schema("sum(total)::numeric(12, 2)"),
               "INSERT INTO orders SELECT k, k FROM generate_series(1, 1000) k; REFRESH MATERIALIZED VIEW totals; "
               "REFRESH MATERIALIZED VIEW largest",
               "SELECT 1 / (SELECT count(*) FROM busy)::integer, 1 / total FROM largest", major);
}

TEST_CASE("replaced: views declared without rows are filled again under another body where somebody filled them") {
  const auto schema = [](const std::string& factor) {
    return "[functions.\"fee(bigint)\"]\nreturns = \"bigint\"\nlanguage = \"sql\"\nvolatility = \"immutable\"\n"
           "body = \"SELECT $1 * " +
           factor +
           "\"\n[tables.orders.columns]\nid = \"bigint\"\n"
           "[materialized_views]\nalone = { query = \"SELECT id, fee(id) AS fee FROM orders\", with_no_data = true }\n"
           "idle = { query = \"SELECT id, fee(id) AS fee FROM orders\", with_no_data = true }\n"
           "[materialized_views.keyed]\nquery = \"SELECT id, fee(id) AS fee FROM orders\"\nwith_no_data = true\n"
           "[materialized_views.keyed.indexes]\nkeyed_id = { columns = [\"id\"], unique = true }\n"
           "[materialized_views.idle_keyed]\nquery = \"SELECT id, fee(id) AS fee FROM orders\"\nwith_no_data = true\n"
           "[materialized_views.idle_keyed.indexes]\nidle_id = { columns = [\"id\"], unique = true }\n";
  };
  for (const int major : oldest_and_newest) {
    const Realised from = realise_text(schema("2"), major);
    const Realised to = realise_text(schema("5"), major);
    const std::vector<ChainFile> chain = chain_between(from, to, major);
    Connection connection(from.database);
    connection.exec("INSERT INTO orders SELECT k FROM generate_series(1, 3) k; REFRESH MATERIALIZED VIEW alone; "
                    "REFRESH MATERIALIZED VIEW keyed");
    for (const ChainFile& file : chain) replay_file(connection, file);
    CHECK(connection.exec("SELECT sum(fee) FROM alone").get(0, 0) == "30");
    CHECK(connection.exec("SELECT sum(fee) FROM keyed").get(0, 0) == "30");
    CHECK(connection
              .exec("SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relkind = 'm' AND NOT "
                    "relispopulated")
              .get(0, 0) == "idle idle_keyed");
  }
}

TEST_CASE("replaced: functions that name columns or give whole rows work from the expand to the contract") {
  // What takes columns by their places is refused: tests/golden/cli/by_place.
  const auto schema = [](const std::string& type) {
    return "[tables.orders.columns]\nid = { type = \"bigint\", primary_key = true }\ntotal = \"" + type +
           "\"\nnote = \"text\"\n" + R"toml(
[functions."add(bigint)"]
language = "sql"
returns = "void"
body = "INSERT INTO orders (id, total, note) VALUES ($1, 1, 'x')"
[functions."add_parsed(bigint)"]
language = "sql"
returns = "void"
sql_body = "BEGIN ATOMIC INSERT INTO orders VALUES ($1, 1, 'x'); END"
[functions."copy(bigint)"]
language = "plpgsql"
returns = "void"
body = "DECLARE r orders; BEGIN SELECT * INTO r FROM orders; r.id := $1; INSERT INTO orders VALUES (r.*); END"
[functions."whole()"]
language = "sql"
returns = "SETOF orders"
body = "SELECT * FROM orders"
[functions."whole_parsed()"]
language = "sql"
returns = "SETOF orders"
sql_body = "BEGIN ATOMIC SELECT orders FROM orders; END"
[functions."whole_in_turn()"]
language = "plpgsql"
returns = "SETOF orders"
body = "DECLARE r orders; BEGIN RETURN QUERY SELECT o.* FROM orders o; FOR r IN SELECT * FROM orders LOOP RETURN NEXT r; END LOOP; END"
[functions."named()"]
language = "plpgsql"
returns = "TABLE(total bigint, note text)"
body = "BEGIN RETURN QUERY SELECT o.total::bigint, o.note FROM orders o; END"
)toml";
  };
  for (const int major : oldest_and_newest) {
    CAPTURE(major);
    const Realised from = realise_text(schema("integer"), major);
    const std::vector<ChainFile> chain = chain_between(from, realise_text(schema("bigint"), major), major);
    REQUIRE(chain.size() > 3);
    Connection connection(from.database);
    connection.exec("INSERT INTO orders VALUES (1, 1, 'x')");
    int id = 1;
    for (const ChainFile& file : chain) {
      CAPTURE(file.path);
      replay_file(connection, file);
      for (const char* function : {"add", "add_parsed", "copy"})
        connection.exec("SELECT " + std::string(function) + "(" + std::to_string(++id) + ")");
      for (const char* function : {"whole", "whole_parsed", "whole_in_turn", "named"}) {
        const std::string rows = "SELECT bool_and(total = 1 AND note = 'x') FROM ";
        CHECK(connection.exec(rows + function + "()").get(0, 0) == "t");
      }
    }
  }
}

TEST_CASE("replaced: an exclusion constraint never holds values of another body than its function has") {
  const auto schema = [](const std::string& divisor) {
    return "[functions.\"fee(bigint)\"]\nreturns = \"bigint\"\nlanguage = \"sql\"\nvolatility = \"immutable\"\n"
           "body = \"SELECT $1 / " +
           divisor +
           "\"\n[tables.orders.columns]\ntotal = \"bigint\"\n[tables.orders.exclusions]\n"
           "orders_fee = { elements = [\"fee(total) WITH =\"] }\n";
  };
  for (const int major : oldest_and_newest)
    flip_under(schema("100"), schema("50"), "INSERT INTO orders SELECT 500 * k FROM generate_series(1, 100) k",
               "SET enable_seqscan = off; SELECT 1 / count(*) FROM orders WHERE fee(total) = fee(500)", major);
}

TEST_CASE("replaced: a stored column is computed again when its function gets another body") {
  // PostgreSQL computes it only in an UPDATE that sets a column which its expression reads: not the first one here.
  const auto schema = [](const std::string& divisor) {
    return "[functions.\"fee(bigint)\"]\nreturns = \"bigint\"\nlanguage = \"sql\"\nvolatility = \"immutable\"\n"
           "body = \"SELECT $1 / " +
           divisor +
           "\"\n[tables.orders]\nprimary_key = [\"id\"]\n[tables.orders.columns]\nid = \"bigint\"\nnote = \"text\"\n"
           "total = \"bigint\"\nfee = { type = \"bigint\", generated = \"fee(total)\" }\n";
  };
  for (const int major : oldest_and_newest) {
    const Realised from = realise_text(schema("100"), major);
    const Realised to = realise_text(schema("50"), major);
    const std::vector<ChainFile> chain = chain_between(from, to, major);
    Connection connection(from.database);
    connection.exec("INSERT INTO orders (id, total) SELECT k, k * 100 FROM generate_series(1, 7) k");
    for (const ChainFile& file : chain) replay_file(connection, file);
    CHECK(connection.exec("SELECT sum(fee), bool_and(fee = fee(total)) FROM orders").get(0, 0) == "56");
  }
}

} // namespace lockstep::test
