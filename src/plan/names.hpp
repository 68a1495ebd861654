// Names that one object gives back and another takes. Internal to the room.
#pragma once

#include "model/state.hpp"
#include "plan/plan.hpp"

#include <vector>

namespace lockstep {

/// Where a created object takes the name of a dropped one (an index that of a key, a view that of a table), adds that
/// name to what the one's steps make and the other's break, so that the drop comes first. Names are words between
/// steps, no objects of a state.
void add_names(std::vector<Planned>& steps, const State& from, const State& to);

} // namespace lockstep
