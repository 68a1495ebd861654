// Measures the tables of a live database.
#pragma once

#include "catalog/connection.hpp"
#include "catalog/read.hpp"
#include "model/sizes.hpp"

namespace lockstep {

/// Sizes as the server knows them, rounded to two digits; `taken` is left empty. Reads catalogs and statistics only.
[[nodiscard]] Sizes measure_sizes(Connection& connection, const ReadOptions& options);

} // namespace lockstep
