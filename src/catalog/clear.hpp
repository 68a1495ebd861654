// Rows that the shadow made up go again.
#pragma once

#include "catalog/connection.hpp"

#include <string>
#include <vector>

namespace lockstep {

/// Deletes all rows of these tables (names as SQL), past triggers and foreign keys. For databases of the shadow alone:
/// no publication minds, not even where a table has nothing by which a subscriber could tell its rows apart.
void clear_tables(Connection& scratch, const std::vector<std::string>& tables);

} // namespace lockstep
