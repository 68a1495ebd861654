// What one statement does, as the server tells it: locks, new files, rows, log and time.
#pragma once

#include <lockstep/trace.hpp>

#include "catalog/connection.hpp"

#include <map>
#include <set>
#include <string>

namespace lockstep {

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
/// locks count. In a transaction block unless `statement.outside`.
void observe(Connection& connection, const Relations& others, TraceStatement& statement);

} // namespace lockstep
