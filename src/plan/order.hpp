// Puts steps into an order in which each finds what it needs.
#pragma once

#include "plan/plan.hpp"

#include <vector>

namespace lockstep {

/// Stable topological order by (phase, kind of file, weight, id). Steps of one unit stay together. A step that must
/// follow a step of a later phase moves into that phase. Throws Error (proof) that spells out a loop.
[[nodiscard]] std::vector<Planned> order_steps(std::vector<Planned> steps);

} // namespace lockstep
