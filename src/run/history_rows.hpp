// The rows of runners' histories, in one shape.
#pragma once

#include "catalog/connection.hpp"
#include "emit/dialect.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

struct HistoryRow {
  enum class Says {
    applied,
    failed,
    undone,
    up_to,    ///< it and all before it
    dirty,    ///< all before it, and it began
    head,     ///< it and all that it follows
    baseline, ///< all of that version and before, without having run
  };
  Says says = Says::applied;
  std::string id;
  std::string at; ///< when, empty where nobody wrote it down
  std::string by;
  std::string sum;    ///< of the file when it ran
  std::string detail; ///< an error, or another name
};

/// A runner's table: how it is known, what it says, and how its users go on after a failure.
struct HistoryTable {
  std::string_view dialect;
  std::string_view name;
  std::string_view columns;   ///< that it has, parted by spaces
  std::string_view never;     ///< a column that it has not: another runner's table of that name does
  std::string_view query;     ///< says, id, at, by, sum, detail; {table} is its name
  std::string_view mend;      ///< after a failure
  std::string_view schemas;   ///< the runner's own, parted by spaces
  std::string_view relations; ///< further tables of its own
};
[[nodiscard]] const HistoryTable& history_table(const Dialect& dialect);

/// None where the table is not there. `name`: the table's, where it is not the usual one.
[[nodiscard]] std::vector<HistoryRow> read_history_rows(Connection& connection, const HistoryTable& table,
                                                        const std::string& name);

} // namespace lockstep
