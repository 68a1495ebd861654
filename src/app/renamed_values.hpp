// Labels of enums that get other names, declared by `renamed_values`.
#pragma once

#include "model/state.hpp"
#include "model/step.hpp"
#include "plan/expansion.hpp"

namespace lockstep {

/// ALTER TYPE … RENAME VALUE for what the hints of `to` say and `from` still has by the old label. Throws SchemaError
/// with every pair that can not be.
[[nodiscard]] Steps renames_of_values(const State& from, const State& to);
/// Throws RefusedError with the functions that stay as they are until the contract of an enum, and whose texts have a
/// label of it that these steps rename.
void stop_at_labels_in_texts(const Steps& renames, const State& from, const std::vector<Expansion>& expansions);

} // namespace lockstep
