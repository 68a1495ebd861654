// trace: made-up rows keep every rule of their tables, and what statements do is told as the server has it.
#include <lockstep/trace.hpp>

#include "catalog/sizes.hpp"
#include "support/project.hpp"
#include "support/server.hpp"
#include "toml/sizes.hpp"
#include "trace/fill.hpp"
#include "trace/run.hpp"

#include "base/text.hpp"
#include "emit/native.hpp"

#include <algorithm>
#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

constexpr const char* shop = R"(
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE DOMAIN percent AS integer CHECK (VALUE BETWEEN 1 AND 100);
CREATE TABLE customer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code char(5) NOT NULL UNIQUE,
  email varchar(40) NOT NULL UNIQUE, mood mood NOT NULL, tags text[] NOT NULL, seen daterange NOT NULL,
  share percent NOT NULL, boss bigint REFERENCES customer, "Odd name" jsonb NOT NULL, at timestamptz NOT NULL DEFAULT now(),
  full_name text GENERATED ALWAYS AS (code || email) STORED);
CREATE TABLE product (sku uuid PRIMARY KEY, price numeric(8,2) NOT NULL CHECK (price > 0 AND price < 1000),
  weight real NOT NULL, net inet NOT NULL, raw bytea NOT NULL, kind text NOT NULL CHECK (kind IN ('toy', 'tool')));
CREATE TABLE line (customer_id bigint REFERENCES customer, sku uuid REFERENCES product, n smallint NOT NULL,
  PRIMARY KEY (customer_id, sku));
CREATE TABLE event (id bigserial, day date NOT NULL, region text NOT NULL, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE event_1 PARTITION OF event FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
CREATE TABLE event_2 PARTITION OF event FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
)";

std::vector<TraceFilled> fill(Connection& connection, const std::string& named, const Sizes* sizes, std::int64_t rows) {
  return fill_tables(connection, {named}, sizes, rows);
}

/// Every constraint again: the server looks at all rows.
void check_constraints(Connection& connection) {
  const auto rows =
      query(connection, "SELECT conrelid::regclass, quote_ident(conname), pg_get_constraintdef(oid) "
                        "FROM pg_constraint WHERE contype IN ('f', 'c') AND conrelid <> 0 AND conparentid = 0");
  CHECK(rows.size() >= 4);
  for (const auto& row : rows)
    connection.exec("ALTER TABLE " + row[0] + " DROP CONSTRAINT " + row[1] + "; ALTER TABLE " + row[0] +
                    " ADD CONSTRAINT " + row[1] + " " + row[2]);
}

std::string one(Connection& connection, const std::string& sql) { return query(connection, sql).at(0).at(0); }

ChainFile file_of(const std::string& text) {
  ChainFile file;
  file.path = "some.sql";
  file.content = text;
  file.migration = parse_carried(file.path, {}, text);
  return file;
}

} // namespace

TEST_CASE("trace: made-up rows keep foreign keys, checks, domains, unique keys and partitions") {
  const Database database;
  Connection connection = database.connect();
  connection.exec(shop);
  const auto filled = fill(connection, "line event_1", nullptr, 500);
  std::vector<std::string> names;
  for (const TraceFilled& table : filled) {
    CAPTURE(table.table);
    CHECK(table.why.empty());
    CHECK(table.rows == 500);
    names.push_back(table.table);
  }
  CHECK(names == std::vector<std::string>{"public.event", "public.customer", "public.product", "public.line"});
  CHECK(one(connection, "SELECT count(*) FROM event_2") == "250");
  check_constraints(connection);
  // The next number is free.
  connection.exec("INSERT INTO event (day, region) VALUES ('2024-01-05', 'x')");
}

TEST_CASE("trace: sizes say how many rows, how many of them are null and how many differ") {
  const Database database;
  Connection connection = database.connect();
  connection.exec(
      "CREATE TABLE a (id bigint PRIMARY KEY, kind text, note text); CREATE TABLE b (id bigint PRIMARY KEY);"
      "INSERT INTO a SELECT i, 'k' || i % 7, CASE WHEN i % 4 > 0 THEN 'n' || i END FROM generate_series(1, 4000) i;"
      "INSERT INTO b SELECT i FROM generate_series(1, 400) i; ANALYZE");
  Sizes sizes = measure_sizes(connection, {});
  sizes.taken = "2026-01-01";
  sizes = read_sizes_text(write_sizes(sizes), "stats.toml");
  CHECK(sizes.tables["public.a"].columns["kind"].distinct == 7);
  CHECK(sizes.tables["public.a"].columns["note"].nulls == doctest::Approx(0.25));
  connection.exec("TRUNCATE a, b");
  const auto filled = fill(connection, "a b", &sizes, 1000);
  REQUIRE(filled.size() == 2);
  CHECK(filled[0].rows == 1000);
  CHECK(filled[1].rows == 100);
  CHECK(one(connection, "SELECT count(DISTINCT kind) FROM a") == "7");
  const int nulls = std::stoi(one(connection, "SELECT count(*) FROM a WHERE note IS NULL"));
  CHECK(nulls > 180);
  CHECK(nulls < 320);
}

TEST_CASE("trace: a table that can not be filled says why") {
  const Database database;
  Connection connection = database.connect();
  connection.exec("CREATE TABLE a (id bigint PRIMARY KEY, word text NOT NULL CHECK (md5(word) = word));"
                  "CREATE TABLE b (ok boolean PRIMARY KEY)");
  const auto filled = fill(connection, "a b", nullptr, 50);
  REQUIRE(filled.size() == 2);
  CHECK(filled[0].rows == 0);
  CHECK(filled[0].why.find("a_word_check") != std::string::npos);
  CHECK(filled[1].rows == 2);
  CHECK(filled[1].why.find("keys") != std::string::npos);
}

TEST_CASE("trace: locks, rewrites, builds, rows and the log of each statement") {
  const std::string conninfo = fresh_database();
  TraceResult result;
  {
    Connection connection(conninfo);
    connection.exec("CREATE TABLE a (id bigint PRIMARY KEY, n integer, w text); CREATE TABLE b (a_id bigint)");
    result.filled = fill(connection, "a b", nullptr, 3000);
  }
  const std::string text = "BEGIN;\nALTER TABLE a ALTER COLUMN n TYPE bigint;\nCOMMENT ON TABLE a IS 'x';\n"
                           "UPDATE a SET w = 'x' WHERE n < 100;\nCOMMIT;\n";
  trace_files(conninfo,
              {file_of(text), file_of("CREATE INDEX CONCURRENTLY a_w ON a (w);\n"),
               file_of("CREATE UNIQUE INDEX a_u ON a ((n / 1000));\n")},
              {{"public.a", 10}}, result);
  REQUIRE(result.statements.size() == 5);
  const TraceStatement& retyped = result.statements[0];
  REQUIRE(retyped.locks.size() == 1);
  CHECK(retyped.locks[0].relation == "public.a");
  CHECK(retyped.locks[0].mode == "ACCESS EXCLUSIVE");
  CHECK(retyped.locks[0].blocks_reads);
  REQUIRE(retyped.rewrites.size() == 1);
  CHECK(retyped.rewrites[0].amount > 100000);
  CHECK(retyped.wal > retyped.rewrites[0].amount);
  CHECK(retyped.estimate > retyped.seconds * 9);
  // Held until the transaction ends.
  CHECK(retyped.locks[0].held >= retyped.seconds + result.statements[1].seconds + result.statements[2].seconds);
  CHECK(result.statements[1].locks.empty());
  REQUIRE(result.statements[2].changes.size() == 1);
  CHECK(result.statements[2].changes[0].amount == 99);
  CHECK(result.statements[0].transaction == result.statements[2].transaction);
  const TraceStatement& built = result.statements[3];
  CHECK(built.outside);
  REQUIRE(built.builds.size() == 1);
  CHECK(built.builds[0].relation == "public.a_w");
  REQUIRE(!built.locks.empty());
  CHECK(built.locks[0].mode == "SHARE UPDATE EXCLUSIVE");
  CHECK_FALSE(built.locks[0].blocks_writes);
  // Rows that were made up are no reason to stop.
  CHECK(result.statements[4].note.find("made up do not fit") != std::string::npos);
}

TEST_CASE("trace: of each lock, who is waited for, who waits behind it and for how long") {
  const std::string conninfo = fresh_database();
  Connection(conninfo).exec(
      "CREATE TABLE customer (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint "
      "CONSTRAINT buyer REFERENCES customer ON DELETE CASCADE); CREATE TABLE line (order_id bigint CONSTRAINT of_order "
      "REFERENCES orders); CREATE VIEW recent AS SELECT * FROM orders; CREATE VIEW latest AS SELECT * FROM recent");
  TraceResult result;
  trace_files(conninfo,
              {file_of("BEGIN;\nSET LOCAL lock_timeout = '3s';\nALTER TABLE orders ADD COLUMN n int;\nCOMMIT;\n"),
               file_of("CREATE INDEX a ON orders (customer_id);\n"),
               file_of("CREATE INDEX CONCURRENTLY b ON orders (customer_id);\n")},
              {}, result);
  REQUIRE(result.statements.size() == 3);
  const TraceStatement& altered = result.statements[0];
  CHECK(altered.lock_timeout == "3s");
  REQUIRE(altered.locks.size() == 1);
  CHECK(join(altered.locks[0].queue, "; ") ==
        "reads; row locks; writes; VACUUM; CREATE INDEX; DDL; deletes from public.customer (buyer); reads of "
        "public.latest; reads of public.recent; writes to public.line (of_order)");
  // It lets reads go on, and the row locks of those who point here.
  const TraceStatement& built = result.statements[1];
  CHECK(built.lock_timeout == "0");
  REQUIRE(built.locks.size() == 1);
  CHECK(join(built.locks[0].queue, "; ") == "writes; VACUUM; DDL; deletes from public.customer (buyer)");
  const TraceStatement& beside = result.statements[2];
  REQUIRE(!beside.locks.empty());
  CHECK(join(beside.locks[0].queue, "; ") == "VACUUM; CREATE INDEX; DDL; transactions that were open before it");
  const std::string text = trace_as("text", result);
  CHECK(text.find("waits for up to 3s for running reads, row locks, writes,") != std::string::npos);
  CHECK(text.find("waits without end for running writes, VACUUM, DDL, deletes from public.customer (buyer); later ones "
                  "wait behind it") != std::string::npos);
  CHECK(text.find("transactions that were open before it; reads and writes go on") != std::string::npos);
}
