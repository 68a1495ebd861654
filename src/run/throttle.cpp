// https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-REPLICATION-VIEW
#include "run/throttle.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>

namespace lockstep {

namespace {

constexpr double ask_every = 0.05; // seconds

std::string megabytes(double bytes) { return std::to_string(std::llround(bytes / 1e6)) + " MB"; }

std::string seconds_of(double seconds) {
  char text[40];
  std::snprintf(text, sizeof text, "%.1f s", seconds);
  return text;
}

double number(const Rows& rows, std::size_t column) {
  return rows.is_null(0, column) ? 0 : std::stod(std::string(rows.get(0, column)));
}

} // namespace

std::string Throttle::reason(Connection& connection, double wal) {
  const std::lock_guard lock(mutex_);
  const bool lately = std::chrono::duration<double>(Clock::now() - asked_).count() < ask_every;
  if (lately && wal - wal_ < pace_.max_lag_bytes / batches_in_lag) return reason_;
  reason_ = ask(connection);
  asked_ = Clock::now();
  return reason_;
}

/// What could have been filled while it waited for something else is not made up for: that would be a burst.
double Throttle::count(double rows) {
  if (pace_.max_rate <= 0) return 0;
  const std::lock_guard lock(mutex_);
  const auto now = Clock::now();
  const std::chrono::duration<double> more(rows / pace_.max_rate);
  due_ = std::max(due_, now - std::chrono::seconds(1)) + std::chrono::duration_cast<Clock::duration>(more);
  return std::max(std::chrono::duration<double>(due_ - now).count(), 0.0);
}

/// So far a standby may fall back before it is asked again: twice of what was written at most from one question to the
/// next, for the next batch may be twice as large. Half of the limit at most, or no batch would ever begin.
double Throttle::written_between(double wal) {
  if (wal_ > 0 && reason_.empty()) written_ = std::max(written_, wal - wal_);
  wal_ = wal;
  return std::min(2 * written_, pace_.max_lag_bytes / 2);
}

/// A lag that was measured before the standby caught up stays in the view while nothing is written: without bytes that
/// are missing it says nothing.
std::string Throttle::ask_replicas(Connection& connection) {
  const Rows rows = connection.exec(
      "SELECT pg_catalog.count(*), max(CASE WHEN b.bytes > 1000000 THEN extract(epoch FROM r.replay_lag) END), "
      "max(b.bytes), (SELECT max(pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), s.restart_lsn)) "
      "FROM pg_catalog.pg_replication_slots s WHERE s.wal_status IS DISTINCT FROM 'lost'), "
      "pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), '0/0') "
      "FROM pg_catalog.pg_stat_replication r CROSS JOIN LATERAL (SELECT pg_catalog.pg_wal_lsn_diff("
      "pg_catalog.pg_current_wal_lsn(), r.replay_lsn) AS bytes) b WHERE r.state IN ('streaming', 'catchup') OR "
      "r.state IS NULL");
  const long standbys = std::stol(std::string(rows.get(0, 0)));
  standbys_ = std::max(standbys_, standbys);
  lost_standby_ = standbys < standbys_;
  if (lost_standby_)
    return "a standby is gone (" + std::to_string(standbys_) + " were there, now " + std::to_string(standbys) + ")";
  if (number(rows, 1) > pace_.max_lag_seconds)
    return "a standby is " + seconds_of(number(rows, 1)) + " behind, the limit is " + seconds_of(pace_.max_lag_seconds);
  if (number(rows, 2) > pace_.max_lag_bytes - written_between(number(rows, 4)))
    return "a standby is " + megabytes(number(rows, 2)) + " behind, the limit is " + megabytes(pace_.max_lag_bytes);
  if (number(rows, 3) > pace_.max_slot_bytes)
    return "a replication slot keeps back " + megabytes(number(rows, 3)) + " of WAL, the limit is " +
           megabytes(pace_.max_slot_bytes);
  return {};
}

std::string Throttle::ask(Connection& connection) {
  std::error_code problem;
  if (!pace_.pause_file.empty() && std::filesystem::exists(pace_.pause_file, problem))
    return "the file " + pace_.pause_file + " is there";
  if (std::string replicas = ask_replicas(connection); !replicas.empty()) return replicas;
  const Rows rows = connection.exec("SELECT pg_catalog.count(*), pg_catalog.current_setting('max_connections')::integer"
                                    " / 2 FROM pg_catalog.pg_stat_activity WHERE state = 'active' AND "
                                    "backend_type = 'client backend' AND application_name <> 'lockstep'");
  const double most = pace_.max_active > 0 ? pace_.max_active : number(rows, 1);
  if (number(rows, 0) > most)
    return std::string(rows.get(0, 0)) + " sessions are at work, the limit is " + std::to_string(std::lround(most));
  return {};
}

} // namespace lockstep
