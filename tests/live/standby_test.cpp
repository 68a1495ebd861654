// A hot standby can be read by every command and written by none.
#include "live/apply_bench.hpp"

#include <lockstep/error.hpp>

#include "base/backfill_block.hpp"
#include "base/text.hpp"
#include "catalog/read.hpp"
#include "support/folder.hpp"
#include "support/process.hpp"
#include "support/server.hpp"
#include "support/server_user.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <thread>

using namespace lockstep;
using namespace lockstep::test;

namespace {

// A primary and its copy by pg_basebackup, both below one folder, run by a user that may run servers.
constexpr const char* start_script = R"sh(bin=$2
as "$bin/initdb" -D "$1/primary" -A trust -U postgres --no-sync >/dev/null
echo "listen_addresses = ''
unix_socket_directories = '$1'
port = 5433
fsync = off" | as tee -a "$1/primary/postgresql.conf" >/dev/null
[ ! -e "$bin/../lib/pg_stat_statements.so" ] ||
  echo "shared_preload_libraries = 'pg_stat_statements'" | as tee -a "$1/primary/postgresql.conf" >/dev/null
as "$bin/pg_ctl" -D "$1/primary" -l "$1/primary.log" -w start >/dev/null
as "$bin/psql" -X -q -h "$1" -p 5433 -U postgres -c 'CREATE TABLE orders (id bigint PRIMARY KEY)'
as "$bin/pg_basebackup" -h "$1" -p 5433 -U postgres -D "$1/standby" -R -X stream -c fast --no-sync
echo "port = 5434" | as tee -a "$1/standby/postgresql.conf" >/dev/null
as "$bin/pg_ctl" -D "$1/standby" -l "$1/standby.log" -w start >/dev/null
)sh";
constexpr const char* stop_script = R"sh(for which in standby primary; do
  [ ! -e "$1/$which/postmaster.pid" ] || kill -QUIT "$(head -n 1 "$1/$which/postmaster.pid")"
done
sleep 0.3)sh";

struct Pair {
  Pair() {
    const Ran ran =
        run({"sh", "-c", std::string(as_server_user) + start_script, "sh", folder.path().string(), server().bindir()});
    INFO(ran.err);
    REQUIRE(ran.exit == 0);
  }
  ~Pair() {
    try {
      (void)run({"sh", "-c", stop_script, "sh", folder.path().string()});
    } catch (const std::exception&) {
      // They end when their folder is gone.
    }
  }
  std::string conninfo(int port) const {
    return "host=" + folder.path().string() + " port=" + std::to_string(port) + " user=postgres dbname=postgres";
  }
  TemporaryFolder folder;
};

bool has_basebackup() { return std::filesystem::exists(server().bindir() + "/pg_basebackup"); }

} // namespace

TEST_CASE("standby: apply refuses before it does anything, reading goes on") {
  if (!has_basebackup()) {
    std::fprintf(stderr, "SKIPPED: no pg_basebackup beside the server, so no standby is tested\n");
    return;
  }
  const Pair pair;
  Connection standby(pair.conninfo(5434));
  const std::vector<ChainFile> chain = {make_file("1_create.expand.sql", "CREATE TABLE t (id int);\n")};
  const std::string refused = error_of([&] { (void)apply_chain(standby, chain, ApplyOptions{}); });
  CHECK(holds(refused, "this server is a standby: it can only be read"));
  CHECK(holds(refused, "connect to the primary"));
  CHECK(holds(refused, "5434"));
  CHECK(standby.exec("SELECT to_regnamespace('lockstep') IS NULL").get(0, 0) == "t");

  const State state = read_state(standby);
  CHECK(state.find({"table", {"public", "orders"}}) != nullptr);
  CHECK(read_status(standby, chain).files.size() == 1);

  Connection primary(pair.conninfo(5433));
  CHECK(apply_chain(primary, chain, ApplyOptions{}).files.size() == 1);

  // A reader on the standby would hold up its replay of the lock, and is named beforehand.
  Connection reader(pair.conninfo(5434));
  reader.exec("SET application_name = 'report'");
  reader.exec("BEGIN");
  reader.exec("SELECT * FROM orders");
  std::vector<std::string> said;
  ApplyOptions watching;
  watching.standbys = {pair.conninfo(5434)};
  watching.say = [&](const std::string& text) { said.push_back(text); };
  const ChainFile alter =
      make_file("2_alter.expand.sql", "BEGIN;\nSET LOCAL lock_timeout = '3s';\n\n-- locks: public.orders "
                                      "ACCESS EXCLUSIVE\nALTER TABLE orders ADD b int;\n\nCOMMIT;\n");
  CHECK(apply_chain(primary, {chain[0], alter}, watching).why == "");
  CHECK(holds(join(said, "\n"), "readers on the standby"));
  CHECK(holds(join(said, "\n"), "report), idle in transaction"));
  reader.exec("COMMIT");
}

TEST_CASE("standby: a backfill waits for it, and its lag stays under the limit") {
  if (!has_basebackup()) {
    std::fprintf(stderr, "SKIPPED: no pg_basebackup beside the server, so no standby is tested\n");
    return;
  }
  const char* wanted = std::getenv("LOCKSTEP_TEST_STANDBY_ROWS");
  const std::string rows = wanted == nullptr ? "100000" : wanted;
  constexpr double limit = 16e6;
  const Pair pair;
  Connection primary(pair.conninfo(5433));
  Connection standby(pair.conninfo(5434));
  // A limit on what the backfill writes: autovacuum and a checkpoint's full pages would come on top.
  primary.exec("CREATE TABLE t (id int PRIMARY KEY, a int, b int) WITH (autovacuum_enabled = false)");
  primary.exec("INSERT INTO t SELECT i, i FROM generate_series(1, " + rows + ") i");
  primary.exec("ANALYZE t");
  primary.exec("CHECKPOINT");
  BackfillBlock block{"public.t", {"id"}, "b = a", "b IS NULL"};
  const ChainFile fill =
      make_file("1_fill.backfill.sql", "SET statement_timeout = 0;\n\n" + write_backfill(block) + ";\n");
  standby.exec("SELECT pg_wal_replay_pause()");
  ApplyOptions options;
  options.pace.max_lag_bytes = limit;
  options.pace.max_lag_seconds = 5;
  double most = 0;
  bool resumed = false;
  options.tick = [&](const Tick& tick) {
    Connection& side = standby;
    const double lag = std::stod(std::string(
        primary
            .exec("SELECT coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)), 0) FROM pg_stat_replication")
            .get(0, 0)));
    most = std::max(most, lag);
    if (resumed || tick.waiting.empty()) return;
    CHECK(holds(tick.waiting, " behind, the limit is "));
    side.exec("SELECT pg_wal_replay_resume()");
    resumed = true;
  };
  Connection connection(pair.conninfo(5433));
  CHECK(apply_chain(connection, {fill}, options).why == "");
  CHECK(resumed);
  std::fprintf(stderr, "backfill of %s rows: the standby was %.1f MB behind at most, the limit was %.0f MB\n",
               rows.c_str(), most / 1e6, limit / 1e6);
  CHECK(most < limit);
  CHECK(primary.exec("SELECT bool_and(b = a) FROM t").get(0, 0) == "t");
}

TEST_CASE("standby: a backfill waits for one that is seconds behind") {
  if (!has_basebackup()) {
    std::fprintf(stderr, "SKIPPED: no pg_basebackup beside the server, so no standby is tested\n");
    return;
  }
  const Pair pair;
  Connection primary(pair.conninfo(5433));
  Connection standby(pair.conninfo(5434));
  const auto apply_late = [&](const char* delay) {
    standby.exec(std::string("ALTER SYSTEM SET recovery_min_apply_delay = '") + delay + "'");
    standby.exec("SELECT pg_reload_conf()");
  };
  apply_late("4s");
  primary.exec("CREATE TABLE t (id int PRIMARY KEY, a int, b int)");
  primary.exec("INSERT INTO t SELECT i, i FROM generate_series(1, 20000) i");
  // The server knows how late a standby is only once that has replayed something late.
  const auto is_late = [&] {
    return primary
               .exec("SELECT coalesce(bool_or(replay_lag > interval '2 s' AND "
                     "pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) > 5e6), false) FROM pg_stat_replication")
               .get(0, 0) == "t";
  };
  for (int round = 0; round < 300 && !is_late(); ++round) {
    primary.exec("CREATE TABLE ballast AS SELECT repeat('x', 900) FROM generate_series(1, 1000); DROP TABLE ballast");
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  REQUIRE(is_late());
  ApplyOptions options;
  options.pace.max_lag_bytes = 1e15;
  options.pace.max_lag_seconds = 1;
  bool waited = false;
  options.tick = [&](const Tick& tick) {
    if (waited || tick.waiting.empty()) return;
    waited = true;
    CHECK_MESSAGE(holds(tick.waiting, "a standby is "), tick.waiting);
    CHECK_MESSAGE(holds(tick.waiting, " s behind, the limit is 1.0 s"), tick.waiting);
    CHECK(primary.exec("SELECT count(b) FROM t").get(0, 0) == "0");
    apply_late("0");
  };
  Connection connection(pair.conninfo(5433));
  const BackfillBlock block{"public.t", {"id"}, "b = a", "b IS NULL"};
  const ChainFile fill =
      make_file("1_fill.backfill.sql", "SET statement_timeout = 0;\n\n" + write_backfill(block) + ";\n");
  CHECK(apply_chain(connection, {fill}, options).why == "");
  CHECK(waited);
  CHECK(primary.exec("SELECT bool_and(b = a) FROM t").get(0, 0) == "t");
}

TEST_CASE("standby: a backfill waits for a slot that keeps WAL back, and while too many sessions are at work") {
  if (!has_basebackup()) {
    std::fprintf(stderr, "SKIPPED: no pg_basebackup beside the server, so no slot is tested\n");
    return;
  }
  const Pair pair;
  Connection primary(pair.conninfo(5433));
  primary.exec("CREATE TABLE t (id int PRIMARY KEY, a int, b int); INSERT INTO t SELECT i, i FROM generate_series(1, "
               "20000) i; ANALYZE t; SELECT pg_create_physical_replication_slot('kept', true)");
  BackfillBlock block{"public.t", {"id"}, "b = a", "b IS NULL"};
  const ChainFile fill =
      make_file("1_fill.backfill.sql", "SET statement_timeout = 0;\n\n" + write_backfill(block) + ";\n");
  const auto busy = [&] {
    Connection connection(pair.conninfo(5433));
    connection.exec("SET application_name = 'shop'"); // its own sessions do not count
    try {
      connection.exec("SELECT pg_sleep(600)");
    } catch (const Error&) { // ended below
    }
  };
  std::thread one(busy);
  std::thread two(busy);
  std::vector<std::string> reasons;
  ApplyOptions options;
  options.pace.max_slot_bytes = 1000;
  options.pace.max_active = 1;
  options.tick = [&](const Tick& tick) {
    if (tick.waiting.empty() || (!reasons.empty() && reasons.back() == tick.waiting)) return;
    reasons.push_back(tick.waiting);
    if (holds(tick.waiting, "a replication slot keeps back"))
      primary.exec("SELECT pg_drop_replication_slot('kept')");
    else
      primary.exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'");
  };
  Connection connection(pair.conninfo(5433));
  CHECK(apply_chain(connection, {fill}, options).why == "");
  primary.exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'");
  one.join();
  two.join();
  INFO(join(reasons, "\n"));
  CHECK(std::any_of(reasons.begin(), reasons.end(), [](const std::string& reason) {
    return holds(reason, "a replication slot keeps back ") && holds(reason, " of WAL, the limit is 0 MB");
  }));
  CHECK(std::any_of(reasons.begin(), reasons.end(),
                    [](const std::string& reason) { return holds(reason, "sessions are at work, the limit is "); }));
  CHECK(primary.exec("SELECT bool_and(b = a) FROM t").get(0, 0) == "t");
}

TEST_CASE("gates: statements that name the old column hold a contract back until they are forgotten") {
  if (!has_basebackup()) {
    std::fprintf(stderr, "SKIPPED: no pg_basebackup beside the server, so pg_stat_statements is not tested\n");
    return;
  }
  const Pair pair;
  Connection primary(pair.conninfo(5433));
  if (primary.exec("SHOW shared_preload_libraries").get(0, 0) != "pg_stat_statements") {
    std::fprintf(stderr, "SKIPPED: no pg_stat_statements beside the server\n");
    return;
  }
  primary.exec("CREATE EXTENSION pg_stat_statements; CREATE TABLE shop (id int, status text, kind text)");
  primary.exec("SELECT kind FROM shop");
  primary.exec("SELECT id FROM shop WHERE status = 'open'");
  primary.exec("/* shop:list */ SELECT upper(kind) FROM Shop WHERE STATUS = 'shut'");
  const ChainFile drop = make_file("1_drop.contract.sql", "ALTER TABLE public.shop DROP COLUMN status;\n");
  Connection connection(pair.conninfo(5433));
  const std::string held = apply_chain(connection, {drop}, ApplyOptions{}).why;
  INFO(held);
  CHECK(holds(held, "statements: pg_stat_statements has a statement that names public.shop.status (1 calls by role "
                    "postgres): SELECT id FROM shop WHERE status = $1"));
  CHECK(holds(held, "/* shop:list */ SELECT upper(kind) FROM Shop WHERE STATUS = $1"));
  CHECK_FALSE(holds(held, "SELECT kind"));
  primary.exec(
      "CREATE ROLE runner LOGIN; GRANT CREATE ON DATABASE postgres TO runner; ALTER TABLE shop OWNER TO runner; "
      "DROP SCHEMA lockstep CASCADE");
  Connection runner(pair.conninfo(5433) + " options='-c role=runner'");
  CHECK(holds(apply_chain(runner, {drop}, ApplyOptions{}).why, "statements of others from role runner"));
  primary.exec("DROP SCHEMA lockstep CASCADE");
  primary.exec("SELECT pg_stat_statements_reset()");
  CHECK(apply_chain(connection, {drop}, ApplyOptions{}).why == "");
}
