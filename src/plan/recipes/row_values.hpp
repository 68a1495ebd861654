// Declared rows, and what else of the plan decides what they hold. Internal to the room.
#pragma once

#include "plan/plan.hpp"

#include <vector>

namespace lockstep {

/// Rows are written behind a trigger that goes and may write what they declare, and before the NOT NULL of columns in
/// which they get a value instead of NULL.
void order_row_values(std::vector<Planned>& steps, const State& from, const State& to);

} // namespace lockstep
