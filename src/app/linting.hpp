// What lint looks at, for it and for its repairs.
#pragma once

#include "app/project.hpp"
#include "lint/lint.hpp"

#include <set>
#include <string>
#include <vector>

namespace lockstep {

struct LintInputs {
  std::vector<linting::Input> files;
  std::set<std::string> printed; ///< those whose SQL was printed by their runner: its lines are not theirs
};
/// The files that were asked for (none: the chain) and those before them. Throws Error (usage).
[[nodiscard]] LintInputs lint_inputs(const Project& project, const Options& options,
                                     const std::vector<std::string>& files);
/// Throws Error (usage) for a rule that there is not.
[[nodiscard]] linting::Levels lint_levels(const Config& config);

} // namespace lockstep
