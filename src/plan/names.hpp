// Names that one object gives back and another takes. Internal to the room.
#pragma once

#include "model/state.hpp"
#include "plan/plan.hpp"

#include <vector>

namespace lockstep {

/// What the object is called in each namespace, as words that name the namespace; the place of a primary key is one.
[[nodiscard]] std::vector<Id> names_of(const Object& object);

/// Where a created object takes the name of a dropped one (an index that of a key, a view that of a table), adds that
/// name to what the one's steps make and the other's break, so that the drop comes first. Names are words between
/// steps, no objects of a state.
void add_names(std::vector<Planned>& steps, const State& from, const State& to);

} // namespace lockstep
