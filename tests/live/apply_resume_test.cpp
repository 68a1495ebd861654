// Runs that are killed, and what the next run makes of what they left.
#include "live/apply_bench.hpp"

#include <lockstep/error.hpp>

#include <atomic>
#include <doctest/doctest.h>
#include <thread>

using namespace lockstep;
using namespace lockstep::test;

namespace {

/// Ends the backend that apply works on.
constexpr const char* kill_apply = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = "
                                   "'lockstep' AND datname = current_database() AND pid <> pg_backend_pid()";

const char* gone = "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND "
                   "application_name = 'lockstep' AND pid <> pg_backend_pid())";

/// Applies in a thread and kills its backend once `ready` is true.
Applied apply_and_kill(Bench& bench, const std::vector<ChainFile>& chain, const std::string& ready) {
  // The bench's own connection calls itself lockstep too.
  bench.side.exec("SET application_name = 'bench'");
  Applied applied;
  std::thread run([&] { applied = bench.apply(chain); });
  try {
    bench.wait_for(ready);
    bench.side.exec(kill_apply);
  } catch (...) {
    run.join();
    throw;
  }
  run.join();
  bench.wait_for(gone);
  return applied;
}

const char* sleeping = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND "
                       "wait_event = 'PgSleep')";
// Sleeps as long as the table `slow` has a row.
const std::string nap = "SELECT pg_sleep(60) FROM slow";

const std::string three =
    "CREATE TABLE a (id int);\n\nCREATE TABLE b (id int);\n\nCREATE TABLE c (id int);\n\nVACUUM;\n";

} // namespace

TEST_CASE("apply: killed inside a transaction, the whole file runs again") {
  Bench bench;
  bench.side.exec("CREATE TABLE slow AS SELECT 1");
  const ChainFile file = make_file("1_a.sql", "CREATE TABLE a (id int);\n\n" + nap + ";\n");
  const Applied applied = apply_and_kill(bench, {file}, sleeping);
  CHECK(applied.stopped_at == "1_a.sql:3, statement 2 of 2");
  CHECK(holds(applied.why, "The connection broke, so the server rolled the transaction back."));
  CHECK(holds(applied.why, "To go on: run lockstep apply again."));
  CHECK(bench.ask("SELECT to_regclass('a') IS NULL AND NOT EXISTS (SELECT FROM lockstep.migrations)") == "t");
  bench.side.exec("TRUNCATE slow");
  CHECK(bench.apply({file}).why == "");
}

TEST_CASE("apply: killed between two units, it goes on behind the last one that is done") {
  Bench bench;
  bench.side.exec("SET application_name = 'bench'");
  bench.on_say = [&](const std::string& text) {
    if (holds(text, "3 of 4")) bench.side.exec(kill_apply);
  };
  const ChainFile file = make_file("1_a.sql", three);
  const Applied applied = bench.apply({file});
  CHECK(holds(applied.stopped_at, "1_a.sql:5, statement 3 of 4"));
  CHECK(bench.ask("SELECT concat_ws(' ', reached, running, finished_at) FROM lockstep.migrations") == "2");
  CHECK(bench.ask("SELECT to_regclass('b') IS NOT NULL AND to_regclass('c') IS NULL") == "t");
  bench.on_say = {};
  CHECK(bench.apply({file}).why == "");
  CHECK(bench.ask("SELECT to_regclass('c') IS NOT NULL AND finished_at IS NOT NULL FROM lockstep.migrations") == "t");
}

TEST_CASE("apply: killed inside a unit of a file that commits each, only that unit is repeated") {
  Bench bench;
  bench.side.exec("CREATE TABLE slow AS SELECT 1");
  const ChainFile file = make_file("1_a.sql", "CREATE TABLE a (id int);\n\nBEGIN;\nCREATE TABLE b (id int);\n" + nap +
                                                  ";\nCOMMIT;\n\nVACUUM;\n");
  const Applied applied = apply_and_kill(bench, {file}, sleeping);
  CHECK(holds(applied.stopped_at, "statement 2 of 3"));
  CHECK(bench.ask("SELECT to_regclass('b') IS NULL AND reached = 1 FROM lockstep.migrations") == "t");
  bench.side.exec("TRUNCATE slow");
  CHECK(bench.apply({file}).why == "");
}

TEST_CASE("apply: settings of units that are done are made again for those that follow") {
  Bench bench;
  bench.side.exec("SET application_name = 'bench'; CREATE SCHEMA app");
  bench.on_say = [&](const std::string& text) {
    if (holds(text, "2 of 3")) bench.side.exec(kill_apply);
  };
  const ChainFile file = make_file("1_a.sql", "SET search_path = app;\n\nCREATE TABLE a (id int);\n\nVACUUM;\n");
  CHECK(bench.apply({file}).why != "");
  bench.on_say = {};
  CHECK(bench.apply({file}).why == "");
  CHECK(bench.ask("SELECT to_regclass('app.a') IS NOT NULL") == "t");
}

TEST_CASE("apply: killed while it builds an index, the INVALID leftover is dropped and the build repeated") {
  Bench bench;
  bench.side.exec("CREATE TABLE t (id int); INSERT INTO t VALUES (1)");
  Connection writer(bench.conninfo);
  writer.exec("SET application_name = 'writer'");
  writer.exec("BEGIN");
  writer.exec("INSERT INTO t VALUES (2)");
  const ChainFile file = make_file("1_a.sql", "CREATE INDEX CONCURRENTLY \"T id\" ON public.t (id);\n");
  const Applied applied = apply_and_kill(
      bench, {file},
      "SELECT EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass('\"T id\"') AND NOT indisvalid)");
  CHECK(holds(applied.why, "it may be done, half done or not begun"));
  CHECK(bench.ask("SELECT indisvalid FROM pg_index WHERE indexrelid = '\"T id\"'::regclass") == "f");
  CHECK(holds(read_status(bench.side, {file}).files[0].detail, "which was begun: CREATE INDEX CONCURRENTLY"));
  writer.exec("COMMIT");
  CHECK(bench.apply({file}).why == "");
  CHECK(bench.heard("dropping the INVALID index public.\"T id\""));
  CHECK(bench.ask("SELECT indisvalid FROM pg_index WHERE indexrelid = '\"T id\"'::regclass") == "t");
  CHECK(bench.ask("SELECT running IS NULL AND reached = 1 FROM lockstep.migrations") == "t");
}

TEST_CASE("apply: killed after the work and before the history, the catalog tells that it is done") {
  Bench bench;
  bench.side.exec("CREATE TABLE t (id int); CREATE INDEX old ON t (id); CREATE TABLE p (id int) PARTITION BY LIST (id);"
                  "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)");
  for (const auto& [statement, work] : std::vector<std::pair<std::string, std::string>>{
           {"CREATE INDEX CONCURRENTLY i ON t (id)", "CREATE INDEX CONCURRENTLY i ON t (id)"},
           {"DROP INDEX CONCURRENTLY old", "DROP INDEX CONCURRENTLY old"},
           {"ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY", "ALTER TABLE p DETACH PARTITION p1"}}) {
    const ChainFile file = make_file("1_a.sql", statement + ";\n");
    record_baseline(bench.side, {file}, "test");
    bench.side.exec(work);
    bench.side.exec("UPDATE lockstep.migrations SET finished_at = NULL, reached = 0, running = $1", {statement});
    CHECK_MESSAGE(bench.apply({file}).why == "", statement);
    CHECK(bench.ask("SELECT finished_at IS NOT NULL AND running IS NULL FROM lockstep.migrations") == "t");
    bench.side.exec("TRUNCATE lockstep.migrations");
  }
}

TEST_CASE("apply: a concurrent detach that died is finished") {
  Bench bench;
  bench.side.exec("CREATE TABLE p (id int) PARTITION BY LIST (id); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)");
  Connection reader(bench.conninfo);
  reader.exec("SET application_name = 'reader'");
  reader.exec("BEGIN");
  reader.exec("SELECT * FROM p");
  const ChainFile file = make_file("1_a.sql", "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY;\n");
  CHECK(apply_and_kill(bench, {file}, "SELECT EXISTS (SELECT FROM pg_inherits WHERE inhdetachpending)").why != "");
  reader.exec("COMMIT");
  CHECK(bench.apply({file}).why == "");
  CHECK(bench.ask("SELECT NOT EXISTS (SELECT FROM pg_inherits WHERE inhparent = 'p'::regclass)") == "t");
}

TEST_CASE("apply: an INVALID index that a run by hand left is repaired too") {
  Bench bench;
  bench.side.exec("CREATE TABLE t (id int); INSERT INTO t VALUES (1), (1)");
  CHECK(holds(error_of([&] { bench.side.exec("CREATE UNIQUE INDEX CONCURRENTLY u ON t (id)"); }), "u"));
  bench.side.exec("DELETE FROM t");
  CHECK(bench.apply({make_file("1_a.sql", "CREATE UNIQUE INDEX CONCURRENTLY u ON t (id);")}).why == "");
  CHECK(bench.ask("SELECT indisvalid FROM pg_index WHERE indexrelid = 'u'::regclass") == "t");
}

TEST_CASE("apply: a build that fails for good leaves no index and no history behind") {
  Bench bench;
  bench.side.exec("CREATE TABLE t (id int); INSERT INTO t VALUES (1), (1)");
  const ChainFile file = make_file("1_a.sql", "CREATE UNIQUE INDEX CONCURRENTLY u ON t (id);");
  const Applied applied = bench.apply({file});
  CHECK(holds(applied.why, "ERROR 23505"));
  CHECK(holds(applied.why, "The one that failed left nothing behind."));
  CHECK(bench.ask("SELECT to_regclass('u') IS NULL AND NOT EXISTS (SELECT FROM lockstep.migrations)") == "t");
  bench.side.exec("TRUNCATE t");
  CHECK(bench.apply({file}).why == "");
}

TEST_CASE("apply: IF NOT EXISTS does not hide an INVALID index, a valid one of that name is not touched") {
  Bench bench;
  bench.side.exec("CREATE TABLE t (id int, b int); CREATE INDEX i ON t (b)");
  const Applied applied = bench.apply({make_file("1_a.sql", "CREATE INDEX CONCURRENTLY i ON t (id);")});
  CHECK(holds(applied.why, "ERROR 42P07"));
  CHECK(bench.ask("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass") == "t");
}

TEST_CASE("apply: an edited statement does not leave the old one's index behind") {
  Bench bench;
  bench.side.exec("CREATE TABLE t (id int); INSERT INTO t VALUES (1), (1)");
  CHECK(holds(error_of([&] { bench.side.exec("CREATE UNIQUE INDEX CONCURRENTLY wrong ON t (id)"); }), "wrong"));
  record_baseline(bench.side, {make_file("1_a.sql", "CREATE UNIQUE INDEX CONCURRENTLY wrong ON t (id);")}, "test");
  bench.side.exec("UPDATE lockstep.migrations SET finished_at = NULL, reached = 0, "
                  "running = 'CREATE UNIQUE INDEX CONCURRENTLY wrong ON t (id)'");
  CHECK(bench.apply({make_file("1_a.sql", "CREATE INDEX CONCURRENTLY fine ON t (id);")}).why == "");
  CHECK(bench.ask("SELECT to_regclass('wrong') IS NULL AND to_regclass('fine') IS NOT NULL") == "t");
}
