// Rows that were made up, so that statements take the time that they take on tables with rows.
#pragma once

#include <lockstep/trace.hpp>

#include "catalog/connection.hpp"
#include "model/sizes.hpp"

#include <string>
#include <vector>

namespace lockstep {

/// Fills the tables that the texts name, and those that these point at. With sizes, the largest one gets `rows` and the
/// others their part of it; tables of which nothing is known get `rows`. Foreign keys, checks and unique keys hold.
/// What could not be filled says why.
[[nodiscard]] std::vector<TraceFilled> fill_tables(Connection& scratch, const std::vector<std::string>& texts,
                                                   const Sizes* sizes, std::int64_t rows);

} // namespace lockstep
