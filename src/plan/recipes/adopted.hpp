// A constraint and an index of one name, of which one comes for the other.
#pragma once

#include "model/state.hpp"
#include "model/step.hpp"

namespace lockstep {

/// For each key of `to` whose name an index of `from` has: the key adopts that index, or the index makes way under
/// another name until the key stands. Either way rows are unique all the time, and foreign keys stay.
[[nodiscard]] Steps indexes_that_become_keys(const State& from, const State& to);

} // namespace lockstep
