// What is worth knowing before a backfill begins.
#pragma once

#include "base/backfill_block.hpp"
#include "catalog/connection.hpp"

#include <string>
#include <vector>

namespace lockstep {

/// Sentences for people: the table's pages have no room for the filled rows, or this role can not see what the backfill
/// should wait for. Reads the catalog alone.
[[nodiscard]] std::vector<std::string> backfill_notes(Connection& connection, const BackfillBlock& block);

} // namespace lockstep
