// Looks for rows that would make a statement fail, before it takes its lock.
#pragma once

#include "run/file_run.hpp"

#include <string>

namespace lockstep {

/// Runs the query of a unit's "no row may come" line. Throws Error (database) that gives their number and names the
/// first ones when there are any. A query that can not be run is said and passed over, for the statement itself
/// decides; but where it `must_look`, that is an Error too.
void require_no_row(const Workplace& work, const std::string& query, bool must_look);

} // namespace lockstep
