// The oracle: what one statement does to the relations that were there before it, read from the server itself.
#pragma once

#include "catalog/connection.hpp"
#include "plan/plan.hpp"

#include <string>
#include <vector>

namespace lockstep {

struct Measured {
  std::vector<SeenLock> locks; ///< strongest lock by table or view, granted at the statement's end
  bool rewrote_table = false;  ///< a table's file changed
  bool rebuilt_index = false;  ///< the file of an index that stays changed
  bool built_index = false;    ///< an index was built, new or again
  bool scanned = false;        ///< rows were verified, or a foreign key was looked up
};

/// Runs one statement inside the open transaction of `connection` and reports what it did. `table` is looked at for
/// new files; locks are those that this statement added.
[[nodiscard]] Measured run_measured(Connection& connection, const std::string& sql, const std::string& table);

/// Runs one statement that refuses a transaction block and reports its locks: `holder` holds the table, so that the
/// statement must wait and `watcher` can look.
[[nodiscard]] Measured run_measured_outside(Connection& connection, Connection& holder, Connection& watcher,
                                            const std::string& sql, const std::string& table);

} // namespace lockstep
