// Expansions between two states, with what only a server can say of them.
#pragma once

#include "catalog/read.hpp"
#include "plan/expansion.hpp"

#include <functional>
#include <set>
#include <string>

namespace lockstep {

/// The state in the middle of the expansions that the changes ask for; no expansions: it holds nothing. `ground_of_to`
/// gives the connection string of a database that holds `to`; a transaction that is rolled back touches it.
[[nodiscard]] Expanded find_middle(const State& from, const State& to, const std::vector<Change>& changes,
                                   const Verdicts& verdicts, const Accepted& accepted,
                                   const std::function<std::string()>& ground_of_to, ReadOptions reading);

/// Views that are made again beside themselves while others change under them, in the first half of the plan.
[[nodiscard]] ViewsBeside find_views_beside(const State& from, const State& to, const Expanded& middle,
                                            const std::function<std::string()>& ground_of_to, ReadOptions reading);

} // namespace lockstep
