// Values for made-up rows: an SQL expression over the number of the row.
#pragma once

#include "catalog/connection.hpp"

#include <string>
#include <vector>

namespace lockstep {

/// A column that takes values, as the catalog has it.
struct Filled {
  std::string name;    ///< in SQL spelling
  std::string type;    ///< with its modifier, a domain by its own name
  std::string base;    ///< the type below domains, without modifier: "varchar"
  char category = 'U'; ///< typcategory of the base; of the elements for an array
  std::string element; ///< of an array: its elements' type; of a range: its bounds' type
  int modifier = -1;   ///< atttypmod
  bool is_enum = false;
  bool is_array = false;
  bool not_null = false;
  std::string standard; ///< the default, as an expression; empty: none
  std::string number;   ///< attnum
  double nulls = 0;     ///< what part of the rows has none
  double distinct = 0;  ///< how many values there are, 0: as many as rows
};

/// Columns of a table (by its name in SQL spelling) that are not generated, in their order.
[[nodiscard]] std::vector<Filled> filled_columns(Connection& connection, const std::string& table);

/// The value for row `k` (an expression of type bigint); "NULL" where the type has none that can be made up.
[[nodiscard]] std::string value_for(const Filled& column, const std::string& k);

/// The words and numbers in the text of a check, as literals in SQL: what it allows may be among them.
[[nodiscard]] std::vector<std::string> literals_in(std::string_view check);

} // namespace lockstep
