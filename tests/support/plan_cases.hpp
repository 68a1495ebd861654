// The golden plan cases, tests/golden/plan/<case>: their two states and what the planner answers to each way.
#pragma once

#include "model/state.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace lockstep::test {

struct PlanCase {
  std::filesystem::path folder;
  State from;
  State to;
  std::string there; ///< changes, refusals and files from `from` to `to`; proven unless refused
  std::string back;  ///< the same from `to` to `from`
  /// The states of the way back: rows are read as the side declares that is wanted.
  State back_from, back_to;
};

/// All cases, realised, planned and proven once in a process. A line `server = 18` in a case's case.toml runs it on
/// that major; else it is the one of server().
[[nodiscard]] const std::vector<PlanCase>& plan_cases();
/// The server's major of a case, 0: that of server().
[[nodiscard]] int major_of_case(const std::filesystem::path& folder);
/// Whether the planner had no way, so that nothing was proven.
[[nodiscard]] bool is_refused(const std::string& answer);

} // namespace lockstep::test
