// Renames are resolved before states are compared: those that hints declare are tried out on the old state,
// and a drop beside an add that could be one is never guessed.
#pragma once

#include "app/project.hpp"
#include "diff/change.hpp"
#include "model/step.hpp"
#include "plan/plan.hpp"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace lockstep {

struct Renamed {
  std::shared_ptr<const State> from; ///< the old state with the new names; without renames the loaded one itself
  Steps steps;                       ///< the renames, in order
};

/// Columns that an expansion renames keep their old names; `allow` are the accepted hazards. `from` must outlive the
/// result.
Renamed resolve_renames(Project& project, const Loaded& from, const Loaded& to, const std::set<std::string>& allow);

/// Throws RefusedError with the two readings when a drop and an add may be one rename.
void stop_at_ambiguity(const std::vector<Change>& changes, const State& from, const State& to);

/// Puts the rename steps before the plan's own.
void prepend(Plan& plan, const Steps& steps);

} // namespace lockstep
