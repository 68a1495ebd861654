// The plain steps of one change, before recipes make them safe.
#pragma once

#include "diff/change.hpp"
#include "model/state.hpp"
#include "model/step.hpp"
#include "plan/absorbed.hpp"

namespace lockstep {

[[nodiscard]] Steps render_change(const Change& change, const State& from, const State& to, const Absorbed& absorbed);

/// Its parent is dropped and created again, and it with it, in the same transaction.
[[nodiscard]] bool goes_with_parent(const Change& change);

} // namespace lockstep
