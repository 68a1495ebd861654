// https://www.postgresql.org/docs/current/progress-reporting.html
#include "run/watching.hpp"

#include <lockstep/error.hpp>

#include <chrono>

namespace lockstep {

namespace {

using Clock = std::chrono::steady_clock;

/// Of all that reports how far it is, a migration can hold these.
constexpr const char* progress_sql = "SELECT phase, blocks_done, blocks_total, lockers_done, lockers_total FROM "
                                     "pg_catalog.pg_stat_progress_create_index WHERE pid = $1::integer UNION ALL "
                                     "SELECT 'analyze: ' || phase, sample_blks_scanned, sample_blks_total, 0, 0 FROM "
                                     "pg_catalog.pg_stat_progress_analyze WHERE pid = $1::integer UNION ALL "
                                     "SELECT 'vacuum: ' || phase, heap_blks_scanned, heap_blks_total, 0, 0 FROM "
                                     "pg_catalog.pg_stat_progress_vacuum WHERE pid = $1::integer UNION ALL "
                                     "SELECT 'rewrite: ' || phase, heap_blks_scanned, heap_blks_total, 0, 0 FROM "
                                     "pg_catalog.pg_stat_progress_cluster WHERE pid = $1::integer";

/// What the server says of it; only the time for all other statements.
void look(Connection& connection, const std::string& pid, Tick& tick) {
  const Rows rows = connection.exec(progress_sql, {pid});
  if (rows.size() == 0) return;
  const auto number = [&](std::size_t column) { return std::stod(std::string(rows.get(0, column))); };
  tick.stage = rows.get(0, 0);
  const bool waits = number(4) > number(3);
  tick.done = number(waits ? 3 : 1);
  tick.all = number(waits ? 4 : 2);
  tick.unit = tick.all <= 0 ? "" : waits ? "transactions" : "blocks";
}

} // namespace

Watching::Watching(const Workplace& work, std::string what) : work_(work), what_(std::move(what)) {
  if (!work.options.tick || work.options.conninfo.empty()) return;
  pid_ = work.connection.exec("SELECT pg_catalog.pg_backend_pid()").get(0, 0);
  thread_ = std::thread([this] { watch(); });
}

Watching::~Watching() {
  {
    const std::lock_guard lock(mutex_);
    done_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void Watching::watch() {
  Tick tick;
  tick.what = what_;
  const Clock::time_point begin = Clock::now();
  std::unique_lock lock(mutex_);
  // Most statements are over before anybody could read a word of them.
  if (wake_.wait_for(lock, std::chrono::milliseconds(1500), [this] { return done_; })) return;
  try {
    Connection connection(work_.options.conninfo);
    while (!wake_.wait_for(lock, std::chrono::milliseconds(500), [this] { return done_; })) {
      const double before = tick.done;
      const std::string stage = tick.stage;
      look(connection, pid_, tick);
      tick.rate = stage == tick.stage && tick.done >= before ? (tick.done - before) / 0.5 : 0;
      tick.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
      work_.options.tick(tick);
    }
  } catch (const Error&) {
    // Without a second connection the statement runs on all the same.
  }
  tick.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  tick.stage.clear();
  tick.unit.clear();
  tick.finished = true;
  work_.options.tick(tick);
}

} // namespace lockstep
