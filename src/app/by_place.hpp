// Functions that take the columns of a table by their places, which an expansion changes.
#pragma once

#include "plan/expansion.hpp"
#include "plan/hazard.hpp"

#include <vector>

namespace lockstep {

/// Throws RefusedError with every function that a column beside its old self, or as the last one of its table, would
/// break: the server does not look into bodies, so that no proof meets them. They are passed over where somebody
/// accepts breaks_old_code for the column.
void stop_at_places(const State& from, const State& to, const std::vector<Expansion>& expansions,
                    const Accepted& accepted);

} // namespace lockstep
