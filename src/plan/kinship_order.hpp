// The order between a table's kinship and the columns of all who are kin.
#pragma once

#include "plan/plan.hpp"

#include <vector>

namespace lockstep {

/// A table lets go of its parent (or its type) before the columns and checks of either change, and takes one on behind
/// them: in between each changes for itself.
void order_kinship(std::vector<Planned>& steps, const State& from, const State& to);

} // namespace lockstep
