// One change for each recipe, on tables that are large enough to feel it.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace lockstep::test {

struct StallCase {
  const char* name;
  const char* recipe; ///< as `explain` calls it; empty: a kind's own statement that is safe
  /// What is exchanged in the schema to make the desired one.
  std::vector<std::pair<std::string, std::string>> edits;
  bool quick = false; ///< also run when not all are asked for
  const char* read = "SELECT id, total FROM orders WHERE id = {k}";
  const char* write = "UPDATE orders SET total = total + 1 WHERE id = {k}";
  /// From the contract on, where the old version's statements fail then.
  const char* read_after = nullptr;
  const char* write_after = nullptr;
  bool gated = false; ///< PostgreSQL has no online way: the plan is the plain statement, and refused without --allow
};

inline constexpr long stall_rows = 200000;
/// TOML, and the SQL that fills it with that many orders.
[[nodiscard]] std::string stall_schema();
[[nodiscard]] std::string stall_filling();
[[nodiscard]] const std::vector<StallCase>& stall_cases();
/// The plain way of a case, where it is not what the kinds render; else empty.
[[nodiscard]] std::vector<std::string> written_statements(const std::string& name);

} // namespace lockstep::test
