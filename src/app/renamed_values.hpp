// Labels of enums that get other names, declared by `renamed_values`.
#pragma once

#include "model/state.hpp"
#include "model/step.hpp"

namespace lockstep {

/// ALTER TYPE … RENAME VALUE for what the hints of `to` say and `from` still has by the old label. Throws SchemaError
/// with every pair that can not be.
[[nodiscard]] Steps renames_of_values(const State& from, const State& to);

} // namespace lockstep
