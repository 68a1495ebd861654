// Asks the server what no rule tells: what a type change, a new column or a SET NOT NULL costs.
#pragma once

#include "catalog/connection.hpp"
#include "diff/change.hpp"
#include "plan/measure.hpp"
#include "plan/plan.hpp"

#include <vector>

namespace lockstep {

/// The form that fits what was seen, for statements whose cost only the server can tell.
[[nodiscard]] const Form* settled_form(const Form& claimed, const Measured& measured);

/// Runs the plain statement of each such change alone, in a transaction that is rolled back, on the scratch database
/// with this connection string. `before` are the renames that lead from what it holds to `from`. A statement that fails
/// there (it needs what the plan makes first) gets no verdict.
[[nodiscard]] Verdicts measure_changes(const std::string& conninfo, const Steps& before, const State& from,
                                       const State& to, const std::vector<Change>& changes);

} // namespace lockstep
