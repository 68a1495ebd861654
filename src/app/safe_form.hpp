// The safe form of a statement that lint found: other statements that lead to the same schema and hold up nobody.
#pragma once

#include "lint/lint.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace lockstep {

/// What runs apart from the rest of its file, behind it.
struct ApartStep {
  std::string note;                    ///< why it stands apart
  std::vector<std::string> statements; ///< of one transaction
  bool outside = false;                ///< a single statement that refuses a transaction
  std::string back;                    ///< what undoes it; empty: nothing is to be undone
};

struct SafeForm {
  std::vector<std::string> rules;   ///< that it heals, by name
  std::vector<std::string> first;   ///< in the place of the statement
  std::vector<ApartStep> apart;     ///< behind, in this order
  std::vector<std::string> refused; ///< rules that have no such form here: "name: why"
};
/// Nothing where no rule among the codes has a safe form at all.
[[nodiscard]] std::optional<SafeForm> safe_form(const linting::View& view, const std::set<std::string>& codes);

/// The same for the commands of an ALTER TABLE.
[[nodiscard]] std::optional<SafeForm> safe_alter(const linting::View& view, const std::set<std::string>& codes);

} // namespace lockstep
