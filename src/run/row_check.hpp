// Looks for rows that would make a statement fail, before it takes its lock.
#pragma once

#include "run/file_run.hpp"

#include <string>

namespace lockstep {

/// Runs the query of a unit's "no row may come" line. Throws Error (database) that gives their number and names the
/// first ones when there are any. A query that can not be run is said and passed over: the statement itself decides.
void require_no_row(const Workplace& work, const std::string& query);

} // namespace lockstep
