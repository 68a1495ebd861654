// Grants on columns that stay for a while beside those that come.
#pragma once

#include "model/object.hpp"
#include "model/state.hpp"

#include <string>
#include <vector>

namespace lockstep {

/// The table of `state`, which also grants what `before` grants on these columns, spelled as a catalog is read.
[[nodiscard]] Object with_column_grants(const Object& table, const Object& before,
                                        const std::vector<std::string>& columns, const State& state);

} // namespace lockstep
