// One lockstep at a time on a database, or on each tenant of it: session advisory locks, polled. Waiting inside
// pg_advisory_lock would hold a snapshot, and CREATE INDEX CONCURRENTLY of the holder waits for old snapshots: a
// deadlock.
#pragma once

#include "catalog/connection.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace lockstep {

class AdvisoryLock {
public:
  /// For a tenant: that of the tenant alone, and that of the database together with other tenants'.
  /// Throws Error (database) naming the holder when the lock is not free within `max_wait_seconds`, and when the
  /// connection goes through a pooler that hands every transaction to another session. Whether it does is found out by
  /// a second connection: empty `conninfo` makes none, then only a session that did change is told.
  /// When `stop` says so while it waits, the lock is not held.
  AdvisoryLock(Connection& connection, const std::string& conninfo, const std::string& tenant, double max_wait_seconds,
               const std::function<void(const std::string&)>& say, const std::function<bool()>& stop = {});
  ~AdvisoryLock();
  AdvisoryLock(const AdvisoryLock&) = delete;
  AdvisoryLock& operator=(const AdvisoryLock&) = delete;

  [[nodiscard]] bool held() const { return held_; }
  /// Throws Error (database) when this session is not the one that holds the lock any more.
  void check() const;

private:
  using Say = std::function<void(const std::string&)>;
  /// False when it was told to stop.
  bool take(const std::string& how, const std::string& key, double max_wait_seconds, const Say& say,
            const std::function<bool()>& stop);
  void check_pooler(const std::string& conninfo, const Say& say) const;

  Connection& connection_;
  std::string key_;    ///< of what this session has to itself
  std::string shared_; ///< of the database, when that is a tenant
  std::string pid_;
  bool held_ = false;
};

/// Who holds the lock on the connected database, or on a tenant of it: "pid 4711, role deploy, for 12 s"; empty when
/// nobody does.
[[nodiscard]] std::string find_lock_holder(Connection& connection, const std::string& tenant);

} // namespace lockstep
