// The oracle. Locks, rewrites and verification scans do not depend on the number of rows, so a clone without data shows
// what the statement will do to the full table.
#include "plan/measure.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <exception>
#include <map>
#include <thread>

namespace lockstep {

namespace {

Lock lock_of(std::string_view mode) {
  static const std::map<std::string_view, Lock> modes{{"AccessShareLock", Lock::access_share},
                                                      {"RowShareLock", Lock::row_share},
                                                      {"RowExclusiveLock", Lock::row_exclusive},
                                                      {"ShareUpdateExclusiveLock", Lock::share_update_exclusive},
                                                      {"ShareLock", Lock::share},
                                                      {"ShareRowExclusiveLock", Lock::share_row_exclusive},
                                                      {"ExclusiveLock", Lock::exclusive},
                                                      {"AccessExclusiveLock", Lock::access_exclusive}};
  const auto found = modes.find(mode);
  return found == modes.end() ? Lock::none : found->second;
}

/// The table whose name a drop takes away before its lock can be read.
struct Subject {
  std::string oid;
  std::string name;
};

Subject subject_of(Connection& connection, const std::string& table) {
  const Rows rows = connection.exec("SELECT to_regclass($1)::oid", {table});
  return {std::string(rows.get(0, 0)), table};
}

/// Locks on tables and views of the user, by oid (a rename must not hide a relation).
std::map<std::string, SeenLock> locks_of_backend(Connection& connection, const std::string& pid,
                                                 const Subject& subject) {
  const Rows rows = connection.exec(
      "SELECT l.relation, COALESCE(quote_ident(n.nspname) || '.' || quote_ident(c.relname), $2), l.mode "
      "FROM pg_locks l LEFT JOIN pg_class c ON c.oid = l.relation LEFT JOIN pg_namespace n ON n.oid = c.relnamespace "
      "WHERE l.pid = $3 AND l.locktype = 'relation' AND l.granted AND l.relation >= 16384 "
      "AND (c.relkind IN ('r', 'p', 'v', 'm') OR c.oid IS NULL AND l.relation::text = $1)",
      {subject.oid, subject.name, pid});
  std::map<std::string, SeenLock> locks;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    SeenLock& seen = locks[std::string(rows.get(row, 0))];
    seen.relation = rows.get(row, 1);
    seen.lock = std::max(seen.lock, lock_of(rows.get(row, 2)));
  }
  return locks;
}

/// Files of a table (by oid) and of its indexes (by name: a type change gives an index a new oid and may keep its
/// file).
std::map<std::string, std::string> files_of(Connection& connection, const std::string& table) {
  std::map<std::string, std::string> files;
  if (table.empty()) return files;
  const Rows rows = connection.exec(
      "WITH RECURSIVE family(oid) AS (SELECT to_regclass($1)::oid UNION "
      "SELECT i.inhrelid FROM family f JOIN pg_inherits i ON i.inhparent = f.oid) "
      "SELECT c.oid::text, c.relfilenode FROM family f JOIN pg_class c ON c.oid = f.oid AND c.relkind IN ('r', 'm') "
      "UNION ALL SELECT c.relname, c.relfilenode FROM family f JOIN pg_index i ON i.indrelid = f.oid "
      "JOIN pg_class c ON c.oid = i.indexrelid AND c.relkind = 'i'",
      {table});
  for (std::size_t row = 0; row < rows.size(); ++row) files[std::string(rows.get(row, 0))] = rows.get(row, 1);
  return files;
}

bool tells_scan(const std::string& notice) {
  constexpr std::array<std::string_view, 2> signs{"verifying table", "validating foreign key"};
  return std::any_of(signs.begin(), signs.end(),
                     [&](std::string_view sign) { return notice.find(sign) != std::string::npos; });
}

} // namespace

Measured run_measured(Connection& connection, const std::string& sql, const std::string& table) {
  Measured measured;
  const auto files_before = files_of(connection, table);
  const Subject subject = subject_of(connection, table);
  const std::string pid = std::to_string(connection.backend_pid());
  const auto locks_before = locks_of_backend(connection, pid, subject);
  connection.on_notice([&](const std::string& notice) {
    measured.scanned = measured.scanned || tells_scan(notice);
    measured.built_index = measured.built_index || notice.find("building index") != std::string::npos;
  });
  connection.exec("SET LOCAL client_min_messages = debug1");
  connection.exec(sql);
  connection.exec("SET LOCAL client_min_messages = warning");
  connection.on_notice({});
  for (const auto& [oid, seen] : locks_of_backend(connection, pid, subject)) {
    const auto before = locks_before.find(oid);
    // A relation that this statement made is nobody else's yet, but its name may stand for an older one's.
    if (before == locks_before.end() || before->second.lock < seen.lock) measured.locks.push_back(seen);
  }
  for (const auto& [relation, file] : files_of(connection, table)) {
    const auto before = files_before.find(relation);
    if (before == files_before.end() || before->second == file) continue;
    const bool is_table = relation.find_first_not_of("0123456789") == std::string::npos;
    (is_table ? measured.rewrote_table : measured.rebuilt_index) = true;
  }
  return measured;
}

Measured run_measured_outside(Connection& connection, Connection& holder, Connection& watcher, const std::string& sql,
                              const std::string& table) {
  Measured measured;
  const Subject subject = subject_of(watcher, table);
  holder.exec("BEGIN; LOCK TABLE " + table + " IN ROW EXCLUSIVE MODE");
  std::exception_ptr failure;
  std::atomic<bool> done = false;
  std::thread runner([&] {
    try {
      connection.exec(sql);
    } catch (...) {
      failure = std::current_exception();
    }
    done = true;
  });
  // It waits for the holder's transaction: then its own locks stand still and can be read.
  while (!done) {
    const Rows waiting =
        watcher.exec("SELECT 1 FROM pg_locks WHERE NOT granted AND pid = " + std::to_string(connection.backend_pid()));
    if (waiting.size() > 0) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  for (const auto& [oid, seen] : locks_of_backend(watcher, std::to_string(connection.backend_pid()), subject))
    measured.locks.push_back(seen);
  holder.exec("COMMIT");
  runner.join();
  if (failure) std::rethrow_exception(failure);
  return measured;
}

} // namespace lockstep
