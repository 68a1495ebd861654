// One lockstep at a time on a database: a session advisory lock, polled. Waiting inside pg_advisory_lock would hold a
// snapshot, and CREATE INDEX CONCURRENTLY of the holder waits for old snapshots: a deadlock.
#pragma once

#include "catalog/connection.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace lockstep {

class AdvisoryLock {
public:
  /// Throws Error (database) naming the holder when the lock is not free within `max_wait_seconds`, and when the
  /// connection goes through a pooler that hands every transaction to another session. Whether it does is found out by
  /// a second connection: empty `conninfo` makes none, then only a session that did change is told.
  AdvisoryLock(Connection& connection, const std::string& conninfo, double max_wait_seconds,
               const std::function<void(const std::string&)>& say);
  ~AdvisoryLock();
  AdvisoryLock(const AdvisoryLock&) = delete;
  AdvisoryLock& operator=(const AdvisoryLock&) = delete;

  /// Throws Error (database) when this session is not the one that holds the lock any more.
  void check() const;

private:
  void check_pooler(const std::string& conninfo, const std::function<void(const std::string&)>& say) const;

  Connection& connection_;
  std::string key_;
  std::string pid_;
};

/// Who holds the lock on the connected database: "pid 4711, role deploy, for 12 s"; empty when nobody does.
[[nodiscard]] std::string find_lock_holder(Connection& connection);

} // namespace lockstep
