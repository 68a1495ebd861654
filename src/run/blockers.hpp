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
  bool autovacuum = false;
  bool idle = false; ///< idle in transaction: cancelling does nothing, only ending it helps
};
/// Sessions that hold a lock which the unit's locks conflict with; where the unit names none, any lock on a relation
/// that its statements name.
[[nodiscard]] std::vector<Blocker> find_blockers(Connection& connection, const MigrationUnit& unit);
/// Transactions, open for more than a few seconds, that the end of a concurrent index build must wait for.
[[nodiscard]] std::vector<Blocker> find_old_snapshots(Connection& connection);
/// The blockers as lines, and how to end those that only ending helps.
[[nodiscard]] std::string describe_blockers(const std::vector<Blocker>& blockers);

} // namespace lockstep
