// A hot standby can be read by every command and written by none.
#include "live/apply_bench.hpp"

#include "base/backfill_block.hpp"
#include "base/text.hpp"
#include "catalog/read.hpp"
#include "support/folder.hpp"
#include "support/process.hpp"
#include "support/server.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>

using namespace lockstep;
using namespace lockstep::test;

namespace {

// A primary and its copy by pg_basebackup, both below one folder, run by a user that may run servers.
constexpr const char* start_script = R"sh(set -eu
cd "$1"
bin=$2
if [ "$(id -u)" = 0 ]; then
  owner=nobody
  id postgres >/dev/null 2>&1 && owner=postgres
  chown "$owner" "$1"
  as() { runuser -u "$owner" -- "$@"; }
else
  as() { "$@"; }
fi
as "$bin/initdb" -D "$1/primary" -A trust -U postgres --no-sync >/dev/null
echo "listen_addresses = ''
unix_socket_directories = '$1'
port = 5433
fsync = off" | as tee -a "$1/primary/postgresql.conf" >/dev/null
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
    const Ran ran = run({"sh", "-c", start_script, "sh", folder.path().string(), server().bindir()});
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
  const Pair pair;
  Connection primary(pair.conninfo(5433));
  Connection standby(pair.conninfo(5434));
  primary.exec("CREATE TABLE t (id int PRIMARY KEY, a int, b int); INSERT INTO t SELECT i, i FROM generate_series(1, " +
               rows + ") i; ANALYZE t");
  BackfillBlock block{"public.t", {"id"}, "b = a", "b IS NULL"};
  const ChainFile fill =
      make_file("1_fill.backfill.sql", "SET statement_timeout = 0;\n\n" + write_backfill(block) + ";\n");
  standby.exec("SELECT pg_wal_replay_pause()");
  ApplyOptions options;
  options.pace.max_lag_bytes = 4e6;
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
  std::fprintf(stderr, "backfill of %s rows: the standby was %.1f MB behind at most, the limit was 4 MB\n",
               rows.c_str(), most / 1e6);
  // Between two looks at the standby some batches are written, and no more.
  CHECK(most < 100e6);
  CHECK(primary.exec("SELECT bool_and(b = a) FROM t").get(0, 0) == "t");
}
