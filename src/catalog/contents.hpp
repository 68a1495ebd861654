// What stands in tables and not in catalogs. Internal to the room.
#pragma once

#include "catalog/connection.hpp"
#include "model/state.hpp"

#include <vector>

namespace lockstep {

/// Adds objects with contents, as far as `wanted` asks for them and the state has their tables. A transaction is open.
/// Throws Error (usage) where there are too many rows.
void read_contents(Connection& connection, const std::vector<Object>& wanted, State& state);

} // namespace lockstep
