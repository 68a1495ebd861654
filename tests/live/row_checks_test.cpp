// Rows that do not fit stop a plan before its lock, are named, and once they are mended the plan goes on.
#include "base/files.hpp"
#include "catalog/read.hpp"
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
};

} // namespace

TEST_CASE("apply: rows that would make a statement fail are named before it takes its lock") {
  for (const Unfit& one : unfit) {
    CAPTURE(one.plan);
    const auto folder = golden_folder("plan") / one.plan;
    const Realised from = realise_text(read_file(folder / "from.toml"));
    const Realised to = realise_text(read_file(folder / "to.toml"));
    std::vector<ChainFile> chain;
    for (const Migration& file : prove_between(from, to).files)
      chain.push_back(make_file(native_file_name(file), write_native(file)));
    Connection side(from.database);
    side.exec(one.rows);
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
    CHECK_MESSAGE(holds(stopped.why, one.said), stopped.why);
    CHECK_MESSAGE(holds(stopped.why, one.first), stopped.why);
    CHECK(holds(stopped.why, "Now: The next one was not begun."));
    side.exec("COMMIT");
    CHECK(diff_states(read_state(side), from.state).empty());
    side.exec(one.mend);
    CHECK(run().why == "");
    CHECK(diff_states(read_state(side), to.state).empty());
  }
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
