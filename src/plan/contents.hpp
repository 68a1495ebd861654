// What the rows of tables hold, so that a proof can tell that a plan keeps it.
#pragma once

#include "catalog/connection.hpp"
#include "model/object.hpp"

#include <map>
#include <set>
#include <string>

namespace lockstep {

/// The rows of some tables at one moment, column by column.
class Contents {
public:
  Contents(Connection& scratch, const std::set<Id>& tables);
  /// Throws Error (proof) when a table has lost or gained rows, or when a column that kept its type holds other values.
  /// Columns are the same when they have the same place in the same table, whatever they are called now; in a table
  /// that was made anew, when they have the same name. What was NULL may have been filled.
  void require_kept(Connection& scratch, const std::set<Id>& tables) const;

private:
  struct Column {
    std::string name;
    std::string type;
    long values = 0; ///< that are not NULL
    std::string digest;
  };
  struct Table {
    std::string oid;
    long rows = 0;
    std::map<std::string, Column> columns; ///< by their place
  };
  static Table read(Connection& scratch, const std::string& oid);
  static void require_same(const Id& id, const Table& before, const Table& after, const std::string& writers);

  std::map<Id, Table> tables_;
  std::string writers_; ///< the texts of functions that triggers run
};

} // namespace lockstep
