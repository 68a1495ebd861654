// Apply beside an autovacuum worker that prevents wraparound and does not yield.
#include "live/apply_bench.hpp"
#include "support/folder.hpp"
#include "support/process.hpp"
#include "support/server.hpp"
#include "support/server_user.hpp"

#include <chrono>
#include <doctest/doctest.h>
#include <stdexcept>
#include <thread>

using namespace lockstep;
using namespace lockstep::test;

namespace {

constexpr const char* start_script = R"sh(bin=$2
as "$bin/initdb" -D "$1/data" -A trust -U postgres --no-sync >/dev/null
echo "listen_addresses = ''
unix_socket_directories = '$1'
port = 5435
fsync = off
autovacuum_naptime = 1s
autovacuum_freeze_max_age = 100000" | as tee -a "$1/data/postgresql.conf" >/dev/null
as "$bin/pg_ctl" -D "$1/data" -l "$1/log" -w start >/dev/null
)sh";

/// A server whose autovacuum works, and a table on which each page costs it a tenth of a second.
struct Vacuumed {
  Vacuumed() {
    const Ran ran =
        run({"sh", "-c", std::string(as_server_user) + start_script, "sh", folder.path().string(), server().bindir()});
    REQUIRE_MESSAGE(ran.exit == 0, ran.err);
    Connection(conninfo())
        .exec("CREATE TABLE t (id int, note text) WITH (fillfactor = 10, autovacuum_vacuum_cost_delay = 100, "
              "autovacuum_vacuum_cost_limit = 1, autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0); "
              "INSERT "
              "INTO t SELECT i, repeat('x', 700) FROM generate_series(1, 1000) i");
  }
  ~Vacuumed() {
    try {
      (void)run({"sh", "-c", "kill -QUIT \"$(head -n 1 \"$1/data/postmaster.pid\")\"; sleep 0.3", "sh",
                 folder.path().string()});
    } catch (const std::exception&) {
      // It ends when its folder is gone.
    }
  }
  [[nodiscard]] std::string conninfo() const {
    return "host=" + folder.path().string() + " port=5435 user=postgres dbname=postgres";
  }
  /// Waits until a worker that says `words` is at work on the table.
  void wait_for_worker(const std::string& words) const {
    Connection side(conninfo());
    for (int round = 0; round < 1500; ++round) {
      const Rows rows =
          side.exec("SELECT FROM pg_stat_activity a JOIN pg_locks l ON l.pid = a.pid WHERE a.backend_type = "
                    "'autovacuum worker' AND l.relation = 't'::regclass AND l.granted AND a.query LIKE $1",
                    {"%" + words + "%"});
      if (rows.size() > 0) return;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    throw std::runtime_error("no autovacuum came to the table");
  }
  Applied apply(double max_wait, std::string& said) const {
    ApplyOptions options;
    options.max_wait_seconds = max_wait;
    options.kill_blockers_after = 0; // autovacuum is not ended by anybody
    options.say = [&](const std::string& text) { said += text + "\n"; };
    Connection connection(conninfo());
    return apply_chain(connection,
                       {make_file("1_a.sql", "BEGIN;\nSET LOCAL lock_timeout = '3s';\n\n-- locks: public.t ACCESS "
                                             "EXCLUSIVE\nALTER TABLE t ADD COLUMN b int;\n\nCOMMIT;\n")},
                       options);
  }

  TemporaryFolder folder;
};

} // namespace

TEST_CASE("autovacuum: a worker that prevents wraparound is named and left alone") {
  const Vacuumed bench;
  Connection side(bench.conninfo());
  side.exec("ALTER TABLE t SET (autovacuum_enabled = false); CREATE TABLE burnt (id int)");
  side.exec(
      "DO $$ BEGIN FOR i IN 1..101000 LOOP BEGIN INSERT INTO burnt VALUES (1); EXCEPTION WHEN data_exception THEN "
      "NULL; END; END LOOP; END $$");
  bench.wait_for_worker("to prevent wraparound");
  std::string said;
  const Applied held = bench.apply(3, said);
  INFO(said);
  CHECK(holds(held.why, "ERROR 55P03"));
  CHECK(holds(held.why, " (autovacuum), active for "));
  CHECK(holds(held.why, "(to prevent wraparound), which yields to nobody"));
  CHECK_FALSE(holds(said, "ended, as --kill-blockers asks"));
  bench.wait_for_worker("to prevent wraparound");
}
