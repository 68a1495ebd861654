// What the way back of an expansion comes to: the new side, what stands on it and what keeps it in step.
#pragma once

#include "plan/abort.hpp"

#include <set>
#include <vector>

namespace lockstep {

struct AbortReach {
  std::set<Id> news;     ///< the new side, as far as it is there
  std::set<Id> family;   ///< what goes with new tables
  std::set<Id> standing; ///< on the new side
  std::set<Id> helpers;  ///< what the expansion made for its own use: triggers, functions, sequences, types
};

[[nodiscard]] AbortReach abort_reach(const State& before, const State& open, const State& closed,
                                     const std::vector<AbortedShape>& shapes);
/// The kinds of types that expansions make.
[[nodiscard]] bool is_type_beside(const Kind& kind);

} // namespace lockstep
