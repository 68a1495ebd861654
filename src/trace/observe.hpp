// What one statement does, as the server tells it: locks, new files, rows, log and time.
#pragma once

#include <lockstep/trace.hpp>

#include "catalog/connection.hpp"
#include "trace/queue.hpp"

#include <map>
#include <set>
#include <string>

namespace lockstep {

/// How long statements wait for a lock, as the session has it: "3s", "0".
[[nodiscard]] std::string lock_timeout_of(Connection& connection);

struct Relation {
  std::string name;  ///< "public.orders"
  char kind = 'r';   ///< relkind
  std::string file;  ///< relfilenode
  std::string table; ///< oid of the table of an index
};
/// Relations of users by oid.
using Relations = std::map<std::string, Relation>;
[[nodiscard]] Relations relations_of(Connection& connection);

/// Runs one statement and fills in what it did. `others`: the relations that were there before its transaction, whose
/// locks count; `passages`: of the same time. In a transaction block unless `statement.outside`.
void observe(Connection& connection, const Relations& others, const Passages& passages, TraceStatement& statement);

} // namespace lockstep
