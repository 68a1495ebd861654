// Renames are resolved before states are compared: those that hints declare are tried out on the old state,
// and a drop beside an add that could be one is never guessed.
#pragma once

#include "app/project.hpp"
#include "model/step.hpp"
#include "plan/plan.hpp"

#include <string>

namespace lockstep {

struct Renamed {
  State from;  ///< the old state with the new names
  Steps steps; ///< the renames, in order
};

/// Throws RefusedError with the two readings when a drop and an add may be one rename and `renames` is "stop".
Renamed resolve_renames(Project& project, const Loaded& from, const Loaded& to, const std::string& renames);

/// Puts the rename steps before the plan's own.
void prepend(Plan& plan, const Steps& steps);

} // namespace lockstep
