// The advisory lock and the check that it belongs to this very session.
#include "run/lock.hpp"

#include "base/files.hpp"
#include "run/wait.hpp"

#include <lockstep/error.hpp>

#include <algorithm>
#include <chrono>

namespace lockstep {

namespace {

/// 63 bits from the product's and the database's name, so that no other program has the same key by accident.
std::string lock_key(Connection& connection, const std::string& tenant) {
  const Rows rows = connection.exec("SELECT pg_catalog.current_database()");
  const std::string of_tenant = tenant.empty() ? "" : " " + tenant;
  const std::string sum = sha256("lockstep apply " + std::string(rows.get(0, 0)) + of_tenant);
  return std::to_string(std::stoull(sum.substr(0, 16), nullptr, 16) >> 1U);
}

/// Rows of pg_locks that are this lock.
std::string held_sql(const std::string& key) {
  return "pg_catalog.pg_locks l WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1 AND l.database = "
         "(SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()) AND "
         "((l.classid::bigint << 32) | l.objid::bigint) = " +
         key;
}

Error pooler_error(const Connection& connection) {
  Error error = database_error(
      "the connection changes its server session between statements, so the lock that keeps two runs apart does not "
      "hold",
      "this is what pgbouncer does with pool_mode = transaction: connect to PostgreSQL directly, or to a pool with "
      "pool_mode = session");
  error.where = connection.describe();
  return error;
}

std::string holder_of(Connection& connection, const std::string& key) {
  const Rows rows =
      connection.exec("SELECT l.pid, coalesce(a.usename, '?'), a.client_addr, "
                      "pg_catalog.floor(extract(epoch FROM pg_catalog.clock_timestamp() - a.backend_start)) "
                      "FROM (SELECT l.pid FROM " +
                      held_sql(key) + ") l LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid");
  if (rows.size() == 0) return {};
  std::string text = "pid " + std::string(rows.get(0, 0)) + ", role " + std::string(rows.get(0, 1));
  if (!rows.is_null(0, 2)) text += ", from " + std::string(rows.get(0, 2));
  return rows.is_null(0, 3) ? text : text + ", for " + duration_words(std::stod(std::string(rows.get(0, 3))));
}

} // namespace

AdvisoryLock::AdvisoryLock(Connection& connection, const std::string& conninfo, const std::string& tenant,
                           double max_wait_seconds, const Say& say, const std::function<bool()>& stop)
    : connection_(connection), key_(lock_key(connection, tenant)),
      shared_(tenant.empty() ? std::string() : lock_key(connection, {})) {
  held_ = (shared_.empty() || take("pg_try_advisory_lock_shared", shared_, max_wait_seconds, say, stop)) &&
          take("pg_try_advisory_lock", key_, max_wait_seconds, say, stop);
  if (!held_) return;
  check();
  check_pooler(conninfo, say);
}

bool AdvisoryLock::take(const std::string& how, const std::string& key, double max_wait_seconds, const Say& say,
                        const std::function<bool()>& stop) {
  const Deadline deadline(max_wait_seconds);
  for (int round = 0;; ++round) {
    const Rows rows = connection_.exec("SELECT pg_catalog." + how + "(" + key + "), pg_catalog.pg_backend_pid()");
    pid_ = rows.get(0, 1);
    if (rows.get(0, 0) == "t") return true;
    const std::string holder = holder_of(connection_, key);
    if (round == 0 && say) say("waiting: another lockstep is at work (" + holder + ")");
    if (deadline.left() <= 0) {
      Error error =
          database_error("another lockstep is at work on this database: " + holder,
                         "wait until it is done and run this again; if it hangs, look at what it waits for, or "
                         "end it with SELECT pg_terminate_backend(pid)");
      error.where = connection_.describe();
      throw error;
    }
    if (!pause_unless(std::min(deadline.left(), 0.2 + 0.1 * std::min(round, 8)), stop)) return false;
  }
}

/// A pooler gives its clients pids of its own making. One that pools by transaction hands this session, idle now, to
/// the next client; one that pools by session must not.
void AdvisoryLock::check_pooler(const std::string& conninfo, const Say& say) const {
  if (std::to_string(connection_.backend_pid()) == pid_) return;
  if (!conninfo.empty()) {
    Connection second(conninfo);
    if (second.exec("SELECT pg_catalog.pg_backend_pid()").get(0, 0) == pid_) throw pooler_error(connection_);
  }
  if (say) say("the connection goes through a pooler: it must pool by session, not by transaction");
}

void AdvisoryLock::check() const {
  const Rows rows = connection_.exec("SELECT pg_catalog.pg_backend_pid(), EXISTS (SELECT FROM " + held_sql(key_) +
                                     " AND l.pid = pg_catalog.pg_backend_pid())");
  if (rows.get(0, 0) != pid_ || rows.get(0, 1) != "t") throw pooler_error(connection_);
}

AdvisoryLock::~AdvisoryLock() {
  if (!connection_.alive()) return;
  try {
    if (held_) connection_.exec("SELECT pg_catalog.pg_advisory_unlock(" + key_ + ")");
    if (held_ && !shared_.empty()) connection_.exec("SELECT pg_catalog.pg_advisory_unlock_shared(" + shared_ + ")");
  } catch (const Error&) {
    // The session's end frees the lock too.
  }
}

std::string find_lock_holder(Connection& connection, const std::string& tenant) {
  return holder_of(connection, lock_key(connection, tenant));
}

} // namespace lockstep
