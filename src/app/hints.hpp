// Expressions in hints, held against what stands there: a mistake is told at its own place, before anything is planned.
#pragma once

#include "diff/change.hpp"
#include "plan/expansion.hpp"

#include <functional>
#include <string>
#include <vector>

namespace lockstep {

/// Throws SchemaError with every mistake in the `using`, `backfill` and `reverse_using` that these changes read. The
/// functions give connection strings of databases that hold each state; transactions that are rolled back touch them.
void check_hints(const std::function<std::string()>& ground_of_from, const std::function<std::string()>& ground_of_to,
                 const State& from, const State& to, const std::vector<Change>& changes,
                 const std::vector<Expansion>& expansions);

} // namespace lockstep
