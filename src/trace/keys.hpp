// The keys of a table that made-up rows have to respect, as the catalogs tell them.
#pragma once

#include "catalog/connection.hpp"

#include <set>
#include <string>
#include <vector>

namespace lockstep {

/// A foreign key.
struct Reference {
  std::string table;                ///< that is pointed at
  std::vector<std::string> columns; ///< in SQL spelling
  std::vector<std::string> theirs;
};

[[nodiscard]] std::vector<Reference> references_of(Connection& connection, const std::string& table);
/// Columns of each unique key, in SQL spelling.
[[nodiscard]] std::vector<std::set<std::string>> keys_of(Connection& connection, const std::string& table);

} // namespace lockstep
