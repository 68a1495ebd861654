// The backfill engine: keys of all sorts, stops and kills, workers, and what makes it wait.
#include "base/backfill_block.hpp"
#include "base/text.hpp"
#include "live/apply_bench.hpp"
#include "support/child.hpp"
#include "support/folder.hpp"
#include "support/server.hpp"

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <doctest/doctest.h>
#include <fstream>
#include <random>
#include <thread>

using namespace lockstep;
using namespace lockstep::test;

namespace {

ChainFile backfill_file(const std::vector<std::string>& key, const std::string& table = "t") {
  BackfillBlock block;
  block.table = "public." + table;
  block.key = key;
  block.sets = "b = a";
  block.needs = "b IS NULL AND a IS NOT NULL";
  return make_file("1_fill.backfill.sql",
                   "SET lock_timeout = 0;\nSET statement_timeout = 0;\n\n" + write_backfill(block) + ";\n");
}

/// Every row counts how often it was written.
const std::string counting = "CREATE FUNCTION count_writes() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.writes := "
                             "OLD.writes + 1; RETURN NEW; END'; CREATE TRIGGER counts BEFORE UPDATE ON t FOR EACH ROW "
                             "EXECUTE FUNCTION count_writes();";
const std::string columns = ", a int, b int, writes int NOT NULL DEFAULT 0)";
const char* all_once = "SELECT bool_and(b = a AND writes = 1) FROM t";

/// A table of integers whose every row has to be filled.
void make_table(Bench& bench, int rows) {
  bench.side.exec("CREATE TABLE t (id int PRIMARY KEY" + columns + ";" + counting +
                  "INSERT INTO t SELECT i, i FROM generate_series(1, " + std::to_string(rows) + ") i; ANALYZE t");
}

} // namespace

TEST_CASE("backfill: by keys of any type, and by pages") {
  struct Case {
    const char* create;
    const char* insert;
    std::vector<std::string> key;
  };
  for (const Case& one : std::vector<Case>{
           {"id int PRIMARY KEY", "i", {"id"}},
           {"id uuid PRIMARY KEY", "md5(i::text)::uuid", {"id"}},
           {"id text PRIMARY KEY", "CASE i % 3 WHEN 0 THEN 'it''s \\' || i ELSE 'Ä,\"{' || i END", {"id"}},
           {"id timestamptz PRIMARY KEY", "'2026-01-01'::timestamptz + i * interval '1.001 s'", {"id"}},
           {"tenant int, id int, PRIMARY KEY (tenant, id)", "i % 7, i", {"tenant", "id"}},
           {"id int", "i", {}}}) {
    CAPTURE(one.create);
    Bench bench;
    bench.side.exec("CREATE TABLE t (" + std::string(one.create) + columns + ";" + counting + "INSERT INTO t SELECT " +
                    one.insert + ", i FROM generate_series(1, 3000) i; ANALYZE t");
    bench.side.exec(
        "ALTER TABLE t DISABLE TRIGGER counts; UPDATE t SET b = a, writes = 1 WHERE a % 10 = 0; ALTER TABLE "
        "t ENABLE TRIGGER counts");
    CHECK(bench.apply({backfill_file(one.key)}).why == "");
    CHECK(bench.ask(all_once) == "t");
    CHECK(bench.heard("3000 rows seen, 2700 of them filled") == !one.key.empty());
    CHECK(bench.ask("SELECT finished_at IS NOT NULL AND running IS NULL AND reached = 1 FROM lockstep.migrations") ==
          "t");
    CHECK(bench.ask("SELECT count(*) FROM lockstep.backfills") == "0");
  }
}

TEST_CASE("backfill: by the pages of all tables that hold rows of it") {
  for (const char* create :
       {"CREATE TABLE t (k int, a int, b int) PARTITION BY RANGE (k);"
        "CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (1000) PARTITION BY RANGE (k);"
        "CREATE TABLE t11 PARTITION OF t1 DEFAULT; CREATE TABLE t2 PARTITION OF t DEFAULT;"
        "INSERT INTO t SELECT i, i FROM generate_series(1, 40000) i",
        "CREATE TABLE t (k int, a int, b int); CREATE TABLE child () INHERITS (t);"
        "INSERT INTO t VALUES (0, 0); INSERT INTO child SELECT i, i FROM generate_series(1, 40000) i"}) {
    CAPTURE(create);
    Bench bench;
    bench.side.exec(create);
    BackfillBlock block;
    block.table = "public.t";
    block.sets = "b = a";
    block.needs = "b IS NULL";
    block.spread = true;
    SUBCASE("by apply") { CHECK(bench.apply({backfill_file({})}).why == ""); }
    SUBCASE("by the block") { bench.side.exec(write_backfill(block)); }
    CHECK(bench.ask("SELECT bool_and(b = a) FROM t") == "t");
  }
}

TEST_CASE("backfill: an empty table, and one that is empty behind the last key") {
  Bench bench;
  make_table(bench, 0);
  CHECK(bench.apply({backfill_file({"id"})}).why == "");
  CHECK(bench.heard("0 rows seen, 0 of them filled"));
}

TEST_CASE("backfill: stopped at the end of a batch, it goes on behind it") {
  Bench bench;
  make_table(bench, 20000);
  ApplyOptions options = bench.options();
  std::atomic<double> done = 0;
  options.tick = [&](const Tick& tick) { done = tick.done; };
  options.stop = [&] { return done > 3000; };
  const Applied applied = bench.apply({backfill_file({"id"})}, options);
  CHECK(holds(applied.why, "stopped as asked, at the end of a batch"));
  CHECK(holds(applied.why, "are done and recorded; the next run goes on behind them."));
  const std::string seen = bench.ask("SELECT seen FROM lockstep.backfills");
  CHECK(std::stoi(seen) > 3000);
  CHECK(bench.ask("SELECT count(b) FROM t") == seen);
  CHECK(bench.apply({backfill_file({"id"})}).why == "");
  CHECK(bench.heard("goes on behind " + seen + " rows that are done"));
  CHECK(bench.ask(all_once) == "t");
}

TEST_CASE("backfill: several workers on parts of their own, stopped and gone on with one") {
  for (const std::vector<std::string>& key : std::vector<std::vector<std::string>>{{"id"}, {}}) {
    Bench bench;
    make_table(bench, 30000);
    ApplyOptions options = bench.options();
    options.pace.jobs = 3;
    options.conninfo = bench.conninfo;
    std::atomic<double> done = 0;
    options.tick = [&](const Tick& tick) { done = tick.done; };
    options.stop = [&] { return done > 6000; };
    CHECK(holds(bench.apply({backfill_file(key)}, options).why, "stopped as asked"));
    CHECK(std::stoi(bench.ask("SELECT count(*) FROM lockstep.backfills")) == 12);
    CHECK(bench.ask("SELECT sum(filled) = (SELECT count(b) FROM t) FROM lockstep.backfills") == "t");
    CHECK(bench.apply({backfill_file(key)}).why == "");
    CHECK(bench.ask(all_once) == "t");
  }
}

TEST_CASE("backfill: a file and a rate make it wait") {
  Bench bench;
  make_table(bench, 4000);
  const TemporaryFolder folder;
  const std::string pause = (folder.path() / "pause").string();
  std::ofstream(pause) << "";
  ApplyOptions options = bench.options();
  options.pace.pause_file = pause;
  options.pace.max_rate = 4000;
  bool waited = false;
  options.tick = [&](const Tick& tick) {
    if (tick.waiting.empty()) return;
    CHECK(tick.waiting == "the file " + pause + " is there");
    CHECK(tick.done == 0);
    waited = true;
    std::filesystem::remove(pause);
  };
  CHECK(bench.apply({backfill_file({"id"})}, options).why == "");
  CHECK(waited);
  CHECK(bench.ask(all_once) == "t");
}

TEST_CASE("backfill: at no moment are more rows filled than the rate allows") {
  Bench bench;
  make_table(bench, 6000);
  bench.side.exec("ALTER TABLE t ADD at timestamptz; CREATE FUNCTION clocks() RETURNS trigger LANGUAGE plpgsql AS "
                  "'BEGIN NEW.at := clock_timestamp(); RETURN NEW; END'; CREATE TRIGGER clocks BEFORE UPDATE ON t FOR "
                  "EACH ROW EXECUTE FUNCTION clocks()");
  ApplyOptions options = bench.options();
  options.pace.max_rate = 3000;
  const std::string begin = bench.ask("SELECT clock_timestamp()");
  CHECK(bench.apply({backfill_file({"id"})}, options).why == "");
  CHECK(bench.ask(all_once) == "t");
  // Each batch begins when the rows of those before it were due.
  CHECK(
      bench.ask("SELECT count(*) > 2 AND bool_and(begun - '" + begin +
                "' >= before / 3000.0 * interval '0.99 s') FROM (SELECT min(at) AS begun, coalesce(sum(count(*)) OVER "
                "(ORDER BY min(at) ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before FROM t GROUP BY "
                "xmin::text) batches") == "t");
}

TEST_CASE("backfill: full pages are told where rows could have stayed on them") {
  struct Case {
    const char* columns;
    const char* sql; ///< after the rows
    bool told;
  };
  for (const Case& one :
       std::vector<Case>{{"id int PRIMARY KEY, a int, b int, note text", "CREATE INDEX ON t (a)", true},
                         {"id int PRIMARY KEY, a int, b int, note text", "CREATE INDEX ON t (abs(b))", false},
                         {"id int PRIMARY KEY, a int, b int UNIQUE, note text", "SELECT 1", false},
                         {"id int PRIMARY KEY, a int, b int, note text", "DELETE FROM t WHERE id % 4 = 0", false},
                         {"id int, a int, b int, note text", "SELECT 1", false}}) {
    CAPTURE(one.columns);
    CAPTURE(one.sql);
    Bench bench;
    bench.side.exec("CREATE TABLE t (" + std::string(one.columns) +
                    "); ALTER TABLE t ALTER note SET STORAGE plain; INSERT INTO t SELECT i, i, NULL, repeat('x', 3900) "
                    "FROM generate_series(1, 20100) i");
    bench.side.exec(one.sql);
    bench.side.exec("ANALYZE t");
    CHECK(bench.apply({backfill_file({})}).why == "");
    CHECK(bench.heard("note: the pages of public.t are about 9") == one.told);
    CHECK(bench.heard(" % full, so that filled rows move to other pages and enter each of its 2 indexes. ") ==
          one.told);
    CHECK(bench.ask("SELECT bool_and(b = a) FROM t") == "t");
  }
}

TEST_CASE("backfill: a role that may not see standbys and sessions is told so") {
  Bench bench;
  make_table(bench, 100);
  bench.side.exec("DROP ROLE IF EXISTS lockstep_blind; CREATE ROLE lockstep_blind; GRANT CREATE ON DATABASE " +
                  bench.ask("SELECT quote_ident(current_database())") +
                  " TO lockstep_blind; ALTER TABLE t OWNER TO lockstep_blind");
  Connection connection(bench.conninfo + " options='-c role=lockstep_blind'");
  CHECK(apply_chain(connection, {backfill_file({"id"})}, bench.options()).why == "");
  CHECK(bench.heard("GRANT pg_monitor TO lockstep_blind"));
  CHECK(bench.ask(all_once) == "t");
  bench.side.exec("DROP OWNED BY lockstep_blind CASCADE; DROP ROLE lockstep_blind");
}

TEST_CASE("backfill: a row that somebody holds is waited for in short attempts, and named in the end") {
  Bench bench;
  make_table(bench, 3000);
  Connection holder(bench.conninfo);
  holder.exec("BEGIN");
  holder.exec("SELECT FROM t WHERE id = 1500 FOR UPDATE");
  bench.max_wait = 1;
  const Applied applied = bench.apply({backfill_file({"id"})});
  CHECK(holds(applied.why, "ERROR 55P03"));
  CHECK(holds(applied.why, "Gave up after "));
  CHECK(bench.ask("SELECT count(b) < 1500 FROM t") == "t");
  holder.exec("COMMIT");
  CHECK(bench.apply({backfill_file({"id"})}).why == "");
  CHECK(bench.ask(all_once) == "t");
}

TEST_CASE("backfill: a block that was changed is no longer the engine's, and an edited one begins anew") {
  Bench bench;
  make_table(bench, 3000);
  ChainFile file = backfill_file({"id"});
  const std::string text = replace_all(file.content, "LIMIT 5000", "LIMIT 700");
  CHECK(bench.apply({make_file("1_fill.backfill.sql", text)}).why == "");
  CHECK_FALSE(bench.heard("rows seen"));
  CHECK(bench.ask(all_once) == "t");
}

TEST_CASE("backfill: killed at random moments, every batch is done once and the history is true") {
  const char* wanted = std::getenv("LOCKSTEP_TEST_KILLS");
  const int rounds = wanted == nullptr ? 15 : std::atoi(wanted);
  std::mt19937 random(20261122);
  int killed = 0;
  for (int round = 0; round < rounds;) {
    Bench bench;
    make_table(bench, 12000);
    const ChainFile fill = backfill_file({"id"});
    const ChainFile after =
        make_file("2_after.validate.sql", "CREATE TABLE after_a (id int);\n\nCREATE INDEX CONCURRENTLY after_i ON "
                                          "public.t (b);\n\nCREATE TABLE after_b (id int);\n");
    const std::vector<ChainFile> chain = {fill, after};
    bool finished = false;
    while (!finished) {
      Child child([&] {
        Connection connection(bench.conninfo);
        ApplyOptions options;
        options.tool_version = "test";
        options.pace.batch_seconds = 0.004;
        return apply_chain(connection, chain, options).why;
      });
      if (round < rounds) {
        std::this_thread::sleep_for(std::chrono::milliseconds(std::uniform_int_distribution<int>(5, 220)(random)));
        child.kill(SIGKILL);
        killed += child.wait() == 128 + SIGKILL ? 1 : 0;
        ++round;
        bench.wait_for("SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
                       "pg_backend_pid() AND backend_type = 'client backend')");
      } else {
        CHECK(child.text() == "");
        child.wait();
      }
      if (bench.ask("SELECT to_regclass('lockstep.backfills') IS NOT NULL") == "t")
        CHECK(bench.ask(
                  "SELECT (SELECT coalesce(sum(filled), 0) FROM lockstep.backfills) = (SELECT count(b) FROM t) OR "
                  "EXISTS (SELECT FROM lockstep.migrations WHERE version = '1' AND finished_at IS NOT NULL)") == "t");
      finished = bench.ask("SELECT to_regclass('lockstep.migrations') IS NOT NULL") == "t" &&
                 bench.ask("SELECT count(finished_at) = 2 FROM lockstep.migrations") == "t";
    }
    CHECK(bench.ask(all_once) == "t");
    CHECK(bench.ask("SELECT bool_and(running IS NULL AND reached = units) FROM lockstep.migrations") == "t");
    CHECK(bench.ask("SELECT indisvalid FROM pg_index WHERE indexrelid = 'after_i'::regclass") == "t");
    CHECK(bench.ask("SELECT count(*) FROM lockstep.backfills") == "0");
  }
  CHECK(killed > 0);
}
