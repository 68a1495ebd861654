// Who is in the way of a statement that waits for a lock.
#pragma once

#include "catalog/connection.hpp"
#include "emit/migration.hpp"

#include <string>
#include <vector>

namespace lockstep {

struct Blocker {
  std::string pid;  ///< empty for a prepared transaction
  std::string text; ///< "pid 4711 (role app, web), idle in transaction for 5 min, holds ACCESS SHARE on public.orders"
  double seconds = 0; ///< since its transaction began
  bool autovacuum = false;
  bool wraparound = false; ///< an autovacuum worker that does not yield
  bool idle = false;       ///< idle in transaction: cancelling does nothing, only ending it helps

  /// It will not be gone in a moment: a request that waits behind it only stops everybody else.
  [[nodiscard]] bool lasts() const { return wraparound || (!autovacuum && (pid.empty() || seconds > 2)); }
};
/// Sessions that hold a lock which the unit's locks conflict with; where the unit names none, any lock on a relation
/// that its statements name.
[[nodiscard]] std::vector<Blocker> find_blockers(Connection& connection, const MigrationUnit& unit);
/// Transactions, open for more than a few seconds, that the end of a concurrent index build must wait for.
[[nodiscard]] std::vector<Blocker> find_old_snapshots(Connection& connection);
/// Ends those of them whose transaction is older. Returns a line for each that was ended, or could not be.
[[nodiscard]] std::vector<std::string> end_blockers(Connection& connection, const std::vector<Blocker>& blockers,
                                                    double older_than_seconds);
/// The blockers as lines, and how to end those that only ending helps.
[[nodiscard]] std::string describe_blockers(const std::vector<Blocker>& blockers);

} // namespace lockstep
