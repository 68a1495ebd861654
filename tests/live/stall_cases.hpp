// One change for each recipe, on tables that are large enough to feel it.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace lockstep::test {

struct StallCase {
  const char* name;
  /// What is exchanged in the schema to make the desired one.
  std::vector<std::pair<std::string, std::string>> edits;
  bool quick = false; ///< also run when not all are asked for
  const char* read = "SELECT id, total FROM orders WHERE id = {k}";
  const char* write = "UPDATE orders SET total = total + 1 WHERE id = {k}";
};

inline constexpr long stall_rows = 200000;
/// TOML, and the SQL that fills it with that many orders.
[[nodiscard]] std::string stall_schema();
[[nodiscard]] std::string stall_filling();
[[nodiscard]] const std::vector<StallCase>& stall_cases();

} // namespace lockstep::test
