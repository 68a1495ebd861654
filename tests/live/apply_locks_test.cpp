// Apply beside other sessions: locks that pass, locks that do not, and a second apply.
#include "base/text.hpp"
#include "live/apply_bench.hpp"
#include "support/tcp_server.hpp"

#include <lockstep/error.hpp>

#include <atomic>
#include <doctest/doctest.h>
#include <thread>

using namespace lockstep;
using namespace lockstep::test;

namespace {

const ChainFile add_column =
    make_file("1_a.sql", "BEGIN;\nSET LOCAL lock_timeout = '3s';\n\n-- locks: public.t ACCESS EXCLUSIVE\n"
                         "ALTER TABLE t ADD COLUMN b int;\n\nCOMMIT;\n");

/// A session that sits on a table.
struct Sitter {
  Sitter(const std::string& conninfo, const std::string& statement) : connection(conninfo) {
    connection.exec("SET application_name = 'night report'");
    connection.exec("BEGIN");
    connection.exec(statement);
  }
  Connection connection;
};

} // namespace

TEST_CASE("apply: a lock that is held for a while is waited for in short attempts") {
  Bench bench;
  bench.side.exec("CREATE TABLE t (id int)");
  Sitter sitter(bench.conninfo, "SELECT * FROM t");
  int attempts = 0;
  bench.on_say = [&](const std::string& text) {
    if (holds(text, "trying again") && ++attempts == 3) sitter.connection.exec("COMMIT");
  };
  const Applied applied = bench.apply({add_column});
  CHECK(applied.why == "");
  CHECK(attempts >= 3);
  CHECK(bench.heard("holds ACCESS SHARE on public.t"));
}

TEST_CASE("apply: who is in the way is named when the time is over") {
  Bench bench;
  bench.max_wait = 0.6;
  bench.side.exec("CREATE TABLE t (id int)");
  Sitter sitter(bench.conninfo, "SELECT * FROM t");
  const Applied applied = bench.apply({add_column});
  CHECK(applied.stopped_at == "1_a.sql:5, statement 1 of 1");
  const std::string pid(sitter.connection.exec("SELECT pg_backend_pid()").get(0, 0));
  CHECK(holds(applied.why, "ERROR 55P03"));
  CHECK(holds(applied.why, "Gave up after "));
  CHECK(holds(applied.why, "pid " + pid + " (role "));
  CHECK(holds(applied.why, "night report), idle in transaction for "));
  CHECK(holds(applied.why, "query: SELECT"));
  CHECK(holds(applied.why, "SELECT pg_terminate_backend(" + pid + ");"));
  CHECK(holds(applied.why, "Nothing of this file is in the database"));
  sitter.connection.exec("COMMIT");
  CHECK(bench.apply({add_column}).why == "");
}

TEST_CASE("apply: without a word about locks in the file, the names in the statement lead to the holder") {
  Bench bench;
  bench.max_wait = 0.3;
  bench.side.exec("CREATE SCHEMA s; CREATE TABLE s.\"Odd\" (id int)");
  Sitter sitter(bench.conninfo, "INSERT INTO s.\"Odd\" VALUES (1)");
  const Applied applied =
      bench.apply({make_file("1_a.sql", "SET LOCAL lock_timeout = '1s';\nCREATE INDEX ON s.\"Odd\" (id);")});
  CHECK(holds(applied.why, "holds ROW EXCLUSIVE on s.\"Odd\""));
}

TEST_CASE("apply: a deadlock is tried again") {
  Bench bench;
  bench.side.exec("CREATE TABLE a (id int); CREATE TABLE b (id int); CREATE TABLE log (id int)");
  Sitter sitter(bench.conninfo, "LOCK TABLE b");
  // The sitter wants a once apply has it and waits for b; then one of the two is chosen to die.
  const ChainFile file = make_file("1_a.sql", "LOCK TABLE a;\n\nLOCK TABLE b;\n\nINSERT INTO log VALUES (1);");
  Applied applied;
  std::thread run([&] { applied = bench.apply({file}); });
  bench.wait_for("SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'b'::regclass AND NOT granted)");
  const std::string sitter_error = error_of([&] { sitter.connection.exec("LOCK TABLE a"); });
  sitter.connection.exec("ROLLBACK");
  run.join();
  CHECK(applied.why == "");
  CHECK(bench.ask("SELECT count(*) FROM log") == "1");
  CHECK((holds(sitter_error, "deadlock detected") || bench.heard("deadlock detected")));
}

TEST_CASE("apply: a catalog row that another session changed meanwhile is tried again") {
  Bench bench;
  bench.side.exec("CREATE TABLE t (id int)");
  Sitter sitter(bench.conninfo, "GRANT SELECT ON t TO PUBLIC");
  Applied applied;
  std::thread run([&] { applied = bench.apply({make_file("1_a.sql", "GRANT INSERT ON t TO PUBLIC;")}); });
  bench.wait_for("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'transactionid' AND NOT granted)");
  sitter.connection.exec("COMMIT");
  run.join();
  CHECK(applied.why == "");
  CHECK(bench.heard("tuple concurrently updated"));
  CHECK(bench.ask("SELECT has_table_privilege('public', 't', 'INSERT')") == "t");
}

TEST_CASE("apply: an index build waits for old transactions, says for whom, and is not cut short by lock_timeout") {
  Bench bench;
  bench.side.exec("CREATE TABLE t (id int)");
  Sitter sitter(bench.conninfo, "INSERT INTO t VALUES (1)");
  const ChainFile file = make_file("1_a.sql", "SET lock_timeout = '10ms';\nSET statement_timeout = '10ms';\n\n"
                                              "CREATE INDEX CONCURRENTLY i ON t (id);\n");
  Applied applied;
  std::thread run([&] { applied = bench.apply({file}); });
  bench.wait_for("SELECT EXISTS (SELECT FROM pg_stat_progress_create_index WHERE lockers_total > 0)");
  sitter.connection.exec("SELECT pg_sleep(0.1)");
  sitter.connection.exec("COMMIT");
  run.join();
  CHECK(applied.why == "");
  CHECK(bench.ask("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass") == "t");
}

TEST_CASE("apply: of two at once, one waits and then finds nothing to do") {
  Bench bench;
  bench.side.exec("SELECT pg_advisory_lock(77)");
  Bench second;
  second.conninfo = bench.conninfo;
  second.on_say = [&](const std::string& text) {
    if (holds(text, "waiting: another lockstep is at work (pid ")) bench.side.exec("SELECT pg_advisory_unlock(77)");
  };
  const ChainFile file = make_file("1_a.sql", "CREATE TABLE once (id int);\n\nSELECT pg_advisory_xact_lock(77);\n");
  Applied first;
  std::thread run([&] { first = bench.apply({file}); });
  bench.wait_for("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)");
  const Applied late = second.apply({file});
  run.join();
  CHECK(first.files.size() == 1);
  CHECK(late.why == "");
  CHECK(late.files.empty());
  CHECK(second.heard("waiting: another lockstep"));
}

TEST_CASE("apply: another run that does not end is named, and nothing is touched") {
  Bench bench;
  bench.side.exec("SELECT pg_advisory_lock(77)");
  const ChainFile file = make_file("1_a.sql", "CREATE TABLE once (id int);\n\nSELECT pg_advisory_xact_lock(77);\n");
  Applied first;
  std::thread run([&] { first = bench.apply({file}); });
  bench.wait_for("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)");
  ApplyOptions options;
  options.max_wait_seconds = 0.1;
  const std::string error = error_of([&] { bench.apply({file}, options); });
  CHECK(holds(error, "another lockstep is at work on this database: pid "));
  options = bench.options();
  options.max_wait_seconds = 600;
  bool waits = false;
  options.say = [&](const std::string& text) { waits = waits || holds(text, "waiting: another lockstep"); };
  options.stop = [&] { return waits; };
  const Applied stopped = bench.apply({file}, options);
  CHECK(stopped.stopped_at == "the beginning");
  CHECK(holds(stopped.why, "stopped as asked, while another lockstep was at work"));
  bench.side.exec("SELECT pg_advisory_unlock(77)");
  run.join();
  CHECK(first.why == "");
}

TEST_CASE("apply: status tells a run that is under way from one that stopped") {
  Bench bench;
  bench.side.exec("SELECT pg_advisory_lock(77)");
  const ChainFile file = make_file("1_a.sql", "VACUUM;\n\nSELECT pg_advisory_lock(77);\n");
  Applied first;
  std::thread run([&] { first = bench.apply({file}); });
  bench.wait_for("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)");
  CHECK(holds(read_status(bench.side, {file}).files[0].detail, "running now (pid "));
  bench.side.exec("SELECT pg_advisory_unlock(77)");
  run.join();
  CHECK(first.why == "");
}

TEST_CASE("apply: behind a long transaction nobody is kept waiting") {
  Bench bench;
  bench.side.exec("CREATE TABLE t (id int)");
  Sitter sitter(bench.conninfo, "SELECT * FROM t");
  bench.side.exec("SELECT pg_sleep(2.2)"); // a transaction of more than two seconds is a long one
  Connection reader(bench.conninfo);
  reader.exec("SET lock_timeout = '60ms'");
  std::atomic<int> attempts = 0;
  int refused = 0;
  bench.on_say = [&](const std::string& text) {
    if (holds(text, "trying again") && ++attempts == 4) sitter.connection.exec("COMMIT");
  };
  Applied applied;
  std::thread run([&] { applied = bench.apply({add_column}); });
  while (attempts < 4)
    if (error_of([&] { reader.exec("SELECT FROM t"); }) != "no error") ++refused;
  run.join();
  CHECK(applied.why == "");
  CHECK(refused == 0);
}

TEST_CASE("apply: sessions in the way are ended only when that is asked for, and only old ones") {
  Bench bench;
  bench.max_wait = 0.5;
  bench.side.exec("CREATE TABLE t (id int)");
  Sitter sitter(bench.conninfo, "SELECT * FROM t");
  ApplyOptions options = bench.options();
  options.kill_blockers_after = 600;
  CHECK(holds(bench.apply({add_column}, options).why, "In the way:"));
  CHECK(error_of([&] { sitter.connection.exec("SELECT 1"); }) == "no error");
  options.kill_blockers_after = 0;
  options.max_wait_seconds = 30;
  CHECK(bench.apply({add_column}, options).why == "");
  CHECK(bench.heard("ended, as --kill-blockers asks: pid "));
  CHECK(error_of([&] { sitter.connection.exec("SELECT 1"); }) != "no error");
}

TEST_CASE("apply: it stops between statements and while it waits for a lock, and goes on later") {
  Bench bench;
  bench.side.exec("CREATE TABLE t (id int)");
  const ChainFile file = make_file("1_a.sql", "CREATE TABLE a (id int);\n\nVACUUM;\n\nCREATE TABLE b (id int);\n");
  ApplyOptions options = bench.options();
  options.stop = [&] { return bench.heard("2 of 3"); };
  const Applied applied = bench.apply({file}, options);
  CHECK(applied.stopped_at == "1_a.sql:5, statement 3 of 3");
  CHECK(holds(applied.why, "stopped as asked"));
  CHECK(holds(applied.why, "To go on: run lockstep apply again."));
  CHECK(bench.apply({file}).why == "");
  Sitter sitter(bench.conninfo, "SELECT * FROM t");
  options.stop = [&] { return bench.heard("trying again"); };
  const ChainFile second = make_file("2_b.sql", add_column.content);
  CHECK(holds(bench.apply({file, second}, options).why, "Stopped as asked, while it waited."));
}

TEST_CASE("apply: a long build tells its stage, its blocks, and for whom it waits") {
  Bench bench;
  bench.side.exec("CREATE TABLE t (a int) WITH (fillfactor = 10); INSERT INTO t SELECT generate_series(1, 60); CREATE "
                  "FUNCTION slow(int) RETURNS int IMMUTABLE LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.04); RETURN "
                  "$1; END'");
  Connection writer(bench.conninfo);
  writer.exec("BEGIN");
  writer.exec("INSERT INTO t VALUES (0)");
  std::vector<Tick> ticks;
  ApplyOptions options = bench.options();
  options.conninfo = bench.conninfo;
  options.tick = [&](const Tick& tick) {
    ticks.push_back(tick);
    if (tick.unit == "transactions") writer.exec("COMMIT");
  };
  CHECK(bench.apply({make_file("1_i.expand.sql", "CREATE INDEX CONCURRENTLY i ON t (slow(a));\n")}, options).why == "");
  const auto any = [&](auto says) { return std::any_of(ticks.begin(), ticks.end(), says); };
  CHECK(any([](const Tick& tick) { return tick.stage == "waiting for writers before build" && tick.all == 1; }));
  CHECK(any([](const Tick& tick) { return tick.stage.starts_with("building index") && tick.unit == "blocks"; }));
  REQUIRE_FALSE(ticks.empty());
  CHECK(ticks.back().finished);
  CHECK(ticks.back().what.starts_with("CREATE INDEX CONCURRENTLY i"));
}

namespace {

/// Writes to t until told to stop; the errors that it meets.
std::vector<std::string> write_until(const std::atomic<bool>& done, const std::string& conninfo,
                                     const std::string& lock_timeout) {
  std::vector<std::string> errors;
  Connection writer(conninfo);
  writer.exec("SET lock_timeout = '" + lock_timeout + "'");
  while (!done) {
    try {
      writer.exec("INSERT INTO t VALUES (0)");
    } catch (const Error& error) {
      errors.emplace_back(error.what());
    }
  }
  return errors;
}

} // namespace

TEST_CASE("apply: autovacuum is sent away while nobody else waits") {
  // The server of the other tests has none.
  const TcpServer server;
  Bench bench("host=127.0.0.1 user=postgres dbname=postgres port=" + server.port);
  // It yields to one that has waited for deadlock_timeout: longer than the writer is willing to.
  bench.side.exec("DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = ''5s''', current_database()); "
                  "END $$");
  // It sleeps a tenth of a second after each page, so it would be busy for minutes.
  bench.side.exec("CREATE TABLE t (id int, pad text DEFAULT repeat('x', 1000)) WITH (autovacuum_vacuum_threshold = 1, "
                  "autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_cost_delay = 100, "
                  "autovacuum_vacuum_cost_limit = 1)");
  bench.side.exec("INSERT INTO t SELECT generate_series(1, 20000)");
  bench.side.exec("DELETE FROM t WHERE id % 2 = 0");
  bench.side.exec("ALTER SYSTEM SET autovacuum_naptime = '1s'");
  bench.side.exec("SELECT pg_reload_conf()");
  bench.wait_for("SELECT count(*) > 0 FROM pg_locks WHERE relation = 't'::regclass AND mode = "
                 "'ShareUpdateExclusiveLock' AND granted");
  std::atomic<bool> done = false;
  std::vector<std::string> errors;
  std::thread writer([&] { errors = write_until(done, bench.conninfo, "3s"); });
  const Applied applied = bench.apply({add_column});
  done = true;
  writer.join();
  CHECK(applied.why == "");
  CHECK(join(errors, "\n") == "");
  CHECK(bench.ask("SELECT count(*) FROM pg_attribute WHERE attrelid = 't'::regclass AND attname = 'b'") == "1");
}
