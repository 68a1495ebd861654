// Cheap changes of one table share a transaction: each strong lock that is waited for is a queue for the application.
#pragma once

#include "plan/plan.hpp"

#include <vector>

namespace lockstep {

/// Neighbours among ordered steps that only change the catalog, and of one table in use, become one unit.
void share_transactions(std::vector<Planned>& steps);

} // namespace lockstep
