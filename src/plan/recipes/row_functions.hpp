// Functions that give rows of a table, column by column: they fit the table before a column comes or goes, or after it,
// and never both.
#pragma once

#include "plan/plan.hpp"

#include <vector>

namespace lockstep {

/// Such a function changes in the transaction in which columns of its table come or go. It is refused where both
/// happen, which is in different phases.
void tie_row_functions(std::vector<Planned>& steps, const State& from, const State& to);

} // namespace lockstep
