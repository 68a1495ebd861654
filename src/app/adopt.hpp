// What is taken over from elsewhere: a state as TOML that is proven to mean it, and the first migration of a chain.
#pragma once

#include "app/planning.hpp"

#include <string>

namespace lockstep {

/// A build that died is no part of a schema: an index that it left INVALID counts as built, and is said to.
void take_for_whole(State& state);

/// The TOML of a state, shortened as far as it means exactly what was read; `read` ends as the shadow spells it.
/// Throws Error (proof).
[[nodiscard]] std::string proven_toml(Project& project, Loaded& read, const std::string& name);

/// The migration that makes the state from nothing, behind what the folder holds.
[[nodiscard]] Emitted baseline_of(Project& project, const Dialect& dialect, const Folder& before, const Loaded& wanted);

} // namespace lockstep
