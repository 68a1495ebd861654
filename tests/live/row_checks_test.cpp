// Rows that do not fit stop a plan before its lock, are named, and once they are mended the plan goes on.
#include "base/files.hpp"
#include "base/text.hpp"
#include "catalog/read.hpp"
#include "diff/report.hpp"
#include "emit/native.hpp"
#include "live/apply_bench.hpp"
#include "support/golden.hpp"
#include "support/plans.hpp"
#include "support/server.hpp"

#include <doctest/doctest.h>

using namespace lockstep;
using namespace lockstep::test;

namespace {

struct Unfit {
  const char* plan;  ///< a golden case
  const char* rows;  ///< what makes it fail
  const char* said;  ///< what apply says of it
  const char* first; ///< and the first row
  const char* mend;
};

constexpr Unfit unfit[] = {
    {"column-not-null", "INSERT INTO orders (note) SELECT 'x' FROM generate_series(1, 7)",
     "it would fail for 7 rows, the first of which are:", "  id = 1\n", "UPDATE orders SET customer_id = 1"},
    {"check", "INSERT INTO orders (total) VALUES (1), (-3)", "it would fail for 1 row:", "  id = 2\n",
     "UPDATE orders SET total = 3"},
    {"unique", "INSERT INTO orders (note) VALUES ('a'), ('b'), ('a'), (NULL), (NULL)",
     "it would fail for 1 value:", "  note = a, times = 2\n", "DELETE FROM orders WHERE id = 3"},
    {"foreign-key", "INSERT INTO orders (customer_id) VALUES (77), (NULL)",
     "it would fail for 1 row:", "  id = 1, customer_id = 77\n", "UPDATE orders SET customer_id = NULL"},
    {"foreign-key-changed", "SET session_replication_role = replica; INSERT INTO orders (customer_id) VALUES (77)",
     "it would fail for 1 row:", "  id = 1, customer_id = 77\n", "UPDATE orders SET customer_id = NULL"},
    {"column-type-narrowed", "INSERT INTO orders (note) VALUES ('short'), ('longer than ten')",
     "it would fail for 1 row:", "  id = 2\n", "UPDATE orders SET note = 'short'"},
    {"column-type-with-narrowed-check", "INSERT INTO orders VALUES (1, 'abcd', 'abcd', 11), (2, 'abcd', 'abc', 11)",
     "it would fail for 1 row:", "  id = 2\n", "UPDATE orders SET code = 'abcd'"},
    {"column-type-text-to-number", "INSERT INTO orders VALUES (1, '4', ''), (2, '3', '7')",
     "it would fail for 1 row:", "  id = 2\n", "UPDATE orders SET size = '5'"},
};

/// One column of orders that changes, or what follows the table.
struct Narrowing {
  const char* before;
  const char* after;
  const char* rows; ///< two of them do not fit, ids 2 and 3
  const char* head = "";
  const char* mend = "DELETE FROM orders WHERE id IN (2, 3)";
};

constexpr const char* mood = "[enums.mood]\nvalues = [\"calm\", \"angry\"]\n";
constexpr const char* email = "[domains.email]\ntype = \"text\"\ncheck = \"VALUE LIKE '%@%'\"\n";

constexpr const char* day = "[domains.day]\ntype = \"date\"\ncheck = \"VALUE >= '2000-01-01'\"\n";

constexpr Narrowing narrowings[] = {
    {"numeric", "numeric(5,2)", "(1, 999.994), (2, 999.995), (3, -1000), (4, 'NaN')"},
    {"numeric", "smallint", "(1, 32767.4), (2, 32767.5), (3, -40000)"},
    {"double precision", "integer", "(1, 7.5), (2, 1e10), (3, 'NaN')"},
    {"bigint", "numeric(4,0)", "(1, 9999), (2, 10000), (3, -10000)"},
    {"text", "char(3)", "(1, 'abc'), (2, 'abcd'), (3, 'abcde')"},
    {"bit varying(9)", "bit varying(3)", "(1, '101'), (2, '1010'), (3, '11111')"},
    {"text", "mood", "(1, 'calm'), (2, 'gay'), (3, ''), (4, NULL)", mood},
    {"text", "uuid", "(1, '00000000-0000-0000-0000-000000000001'), (2, 'x'), (3, ''), (4, NULL)"},
    {"text", "integer", "(1, '12'), (2, '99999999999'), (3, 'x'), (4, NULL)"},
    {"text", "date", "(1, '2024-02-29'), (2, '2023-02-29'), (3, 'x'), (4, NULL)"},
    {"text", "jsonb", "(1, '{}'), (2, '{'), (3, ''), (4, NULL)"},
    {"text", "boolean", "(1, 'yes'), (2, 'maybe'), (3, ''), (4, NULL)"},
    {"text", "day", "(1, '2024-02-29'), (2, '2023-02-29'), (3, '1999-01-01'), (4, NULL)", day},
    {"text", "email", "(1, 'a@b'), (2, 'ab'), (3, ''), (4, NULL)", email},
};

struct Rule {
  const char* after;
  const char* rows;
  const char* said;
  const char* first;
};

constexpr Rule rules[] = {
    {"[tables.orders.indexes]\nvalues_idx = { columns = [\"value\"], unique = true }\n",
     "INSERT INTO orders VALUES (1, 'a'), (2, 'b'), (3, 'b')",
     "it would fail for 1 value:", "  value = b, times = 2\n"},
    {"[tables.orders.exclusions]\nalone = [\"value WITH =\"]\n",
     "INSERT INTO orders VALUES (1, 'a'), (2, 'b'), (3, 'b')", "it would fail for 1 pair:", "  id = 2, other_id = 3\n"},
    {"[domains.word]\ntype = \"text\"\ncheck = \"VALUE <> ''\"\n",
     "INSERT INTO orders (id, word) VALUES (1, 'a'), (2, ''), (3, '')", "it would fail for 2 rows:", "  id = 2\n"},
    {"[domains.word]\ntype = \"text\"\nnot_null = true\n", "INSERT INTO orders (id, word) VALUES (1, 'a'), (2, NULL)",
     "it would fail for 1 row:", "  id = 2\n"},
};

std::string orders(const std::string& type, const std::string& word, const std::string& more) {
  return more + "[tables.orders]\nprimary_key = [\"id\"]\n[tables.orders.columns]\nid = \"bigint\"\nvalue = \"" + type +
         "\"\n" + (word.empty() ? "" : "word = \"" + word + "\"\n");
}

/// Stops before anything is begun, says what is in the way, and ends well when that is mended.
void expect_stop(const Realised& from, const Realised& to, int major, const std::string& rows,
                 const std::vector<std::string>& said, const std::string& mend) {
  std::vector<ChainFile> chain;
  for (const Migration& file : prove_between(from, to, major).files)
    chain.push_back(make_file(native_file_name(file), write_native(file)));
  Connection side(from.database);
  side.exec(rows);
  // Whoever only waits for a strong lock is seen: nothing may ask for one.
  side.exec("BEGIN; LOCK TABLE orders IN ACCESS SHARE MODE");
  const auto run = [&] {
    Connection connection(from.database);
    ApplyOptions options;
    options.max_wait_seconds = 5;
    options.tool_version = "test";
    return apply_chain(connection, chain, options);
  };
  const Applied stopped = run();
  for (const std::string& words : said) CHECK_MESSAGE(holds(stopped.why, words), stopped.why);
  CHECK(holds(stopped.why, "Now: The next one was not begun."));
  side.exec("COMMIT");
  side.exec(mend);
  const Applied applied = run();
  CHECK_MESSAGE(applied.why == "", applied.why);
  const State reached = read_state(side);
  const std::vector<Change> left = diff_states(reached, to.state);
  CHECK_MESSAGE(left.empty(), join(describe_changes(left), "\n"));
}

} // namespace

TEST_CASE("apply: rows that would make a statement fail are named before it takes its lock") {
  for (const Unfit& one : unfit) {
    CAPTURE(one.plan);
    const auto folder = golden_folder("plan") / one.plan;
    expect_stop(realise_text(read_file(folder / "from.toml")), realise_text(read_file(folder / "to.toml")), 0, one.rows,
                {one.said, one.first}, one.mend);
  }
}

TEST_CASE("apply: values that a narrower type does not take are named before anything is locked") {
  for (const int major : {14, 18})
    for (const Narrowing& one : narrowings) {
      CAPTURE(major);
      CAPTURE(std::string(one.before) + " to " + one.after);
      const Realised from = realise_text(orders(one.before, "", one.head), major);
      std::string text = orders(one.after, "", one.head);
      // PostgreSQL turns no text into another type without being told.
      const std::string plain = std::string("value = \"") + one.after + "\"";
      if (one.before == std::string("text") && !holds(one.after, "("))
        text = replace_all(
            text, plain, std::string("value = { type = \"") + one.after + "\", using = \"value::" + one.after + "\" }");
      const Realised to = realise_text(text, major);
      expect_stop(from, to, major, std::string("INSERT INTO orders VALUES ") + one.rows,
                  {"it would fail for 2 rows:", "  id = 2\n", "  id = 3\n"}, one.mend);
    }
}

TEST_CASE("apply: rows that break a unique index, an exclusion or a domain are named before anything is locked") {
  for (const Rule& one : rules) {
    CAPTURE(std::string(one.after));
    const std::string after = one.after;
    const bool of_domain = after.starts_with("[domains");
    const std::string domain = "[domains.word]\ntype = \"text\"\n";
    const Realised from = realise_text(orders("text", of_domain ? "word" : "", of_domain ? domain : ""));
    const Realised to = realise_text(of_domain ? orders("text", "word", after) : orders("text", "", "") + after);
    expect_stop(from, to, 0, one.rows, {one.said, one.first}, "DELETE FROM orders WHERE id IN (2, 3)");
  }
}

TEST_CASE("apply: rows of the default partition that belong to a new one are named before anything is locked") {
  struct Case {
    std::string key; ///< of the table
    std::string below;
    std::string part;
    std::string first;
  };
  const std::string key = "primary_key = [\"id\", \"day\"]\n";
  const auto part = [](const std::string& name, const std::string& of, const std::string& values) {
    return "[tables." + name + "]\npartition_of = \"" + of + "\"\nvalues = \"" + values + "\"\n";
  };
  const std::string year = part("y25", "orders", "from ('2025-01-01') to ('2026-01-01')");
  const Case cases[] = {
      {key, year, part("y26", "orders", "from ('2026-01-01') to ('2027-01-01')"), "  day = 2026-02-01, id = 3\n"},
      {key, year + "partition_by = \"list (id)\"\n" + part("y25_rest", "y25", "default"), part("one", "y25", "in (3)"),
       "  day = 2025-02-01, id = 3\n"},
      {"",
       year + "partition_by = \"list (place)\"\n" + part("none", "y25", "in (NULL)") +
           "partition_by = \"list (id)\"\n" + part("none_rest", "none", "default"),
       part("three", "none", "in (3)"), "  ctid = (0,2)\n"}};
  for (const int major : {14, 18})
    for (const Case& one : cases) {
      CAPTURE(major);
      CAPTURE(one.part);
      const std::string whole = "[tables.orders]\n" + one.key +
                                "partition_by = \"range (day)\"\n[tables.orders.columns]\nid = \"bigint\"\n"
                                "day = \"date\"\nplace = \"text\"\n" +
                                part("rest", "orders", "default") + one.below;
      const Realised from = realise_text(whole, major);
      const std::string day = one.part.find("2026") == std::string::npos ? "2025-02-01" : "2026-02-01";
      // What leaves the default partition may come back when the new one is there.
      expect_stop(from, realise_text(whole + one.part, major), major,
                  "INSERT INTO orders VALUES (1, '2025-02-01'), (3, '" + day + "'), (4, '2024-02-01')",
                  {"it would fail for 1 row:", one.first},
                  "CREATE TEMP TABLE kept AS SELECT * FROM orders WHERE id = 3; DELETE FROM orders WHERE id = 3");
    }
}

TEST_CASE(
    "apply: partitions that the plan does not know are named before an index is left INVALID for want of theirs") {
  const std::string whole = "[tables.orders]\npartition_by = \"range (id)\"\ncolumns.id = \"bigint\"\n";
  const std::string part = "[tables.low]\npartition_of = \"orders\"\nvalues = \"from (0) to (9)\"\n";
  for (const int major : {14, 18})
    for (const std::string& known : {std::string(), part})
      for (const char* wanted : {"[tables.orders.indexes]\norders_id_idx = [\"id\"]\n",
                                 "[tables.orders.unique]\norders_id_key = [\"id\"]\n"}) {
        if (!known.empty() && std::string(wanted).find("unique") != std::string::npos)
          continue; // built before it is asked
        CAPTURE(major);
        CAPTURE(known);
        const Realised from = realise_text(whole + known, major);
        expect_stop(from, realise_text(whole + known + wanted, major), major,
                    "CREATE TABLE later PARTITION OF orders FOR VALUES FROM (10) TO (20)",
                    {"the table has 1 partition that the plan does not know", "  name = later\n", "managed elsewhere"},
                    "DROP TABLE later");
      }
}

TEST_CASE("apply: a file of one transaction is looked into before it begins, up to what mends rows") {
  Bench bench;
  bench.side.exec("CREATE TABLE t (id int); INSERT INTO t VALUES (1), (NULL)");
  const std::string look = "-- no row may come: SELECT count(*) OVER () AS rows, id FROM t WHERE id IS NULL LIMIT 5;\n";
  const std::string change = look + "ALTER TABLE t ALTER COLUMN id SET NOT NULL;\n\n";
  const std::string begin = "BEGIN;\n\nCREATE TABLE a (id int);\n\n";
  const ChainFile file = make_file("1_a.sql", begin + change + "COMMIT;\n");
  REQUIRE(file.migration.mode == TransactionMode::file);
  const Applied stopped = bench.apply({file});
  CAPTURE(stopped.why);
  CHECK(holds(stopped.why, "it would fail for 1 row:"));
  CHECK(holds(stopped.why, "Nothing of this file was begun."));
  CHECK(bench.ask("SELECT to_regclass('a') IS NULL") == "t");
  const ChainFile mends =
      make_file("1_a.sql", begin + "UPDATE t SET id = 2 WHERE id IS NULL;\n\n" + change + "COMMIT;\n");
  CHECK(bench.apply({mends}).why == "");
  CHECK(bench.ask("SELECT count(*) = 2 AND bool_and(id IS NOT NULL) FROM t") == "t");
}

TEST_CASE("apply: a look for rows that can not be had stops nothing") {
  Bench bench;
  bench.side.exec("CREATE TABLE t (id int)");
  const ChainFile file =
      make_file("1_a.sql",
                "-- no row may come: SELECT count(*) OVER () AS rows, id FROM gone LIMIT 5;\nCREATE TABLE a (id int);\n"
                "\nVACUUM t;\n");
  CHECK(bench.apply({file}).why == "");
  CHECK(bench.heard("could not look for rows that stand in the way"));
}
