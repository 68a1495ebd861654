// The steps of all changes, before they are put in order.
#pragma once

#include "diff/change.hpp"
#include "plan/expansion.hpp"
#include "plan/plan.hpp"

#include <vector>

namespace lockstep {

/// With `middle`, `to` is the state between expand and contract, and `last` the one behind it.
[[nodiscard]] std::vector<Planned> plan_steps(const State& from, const State& to, const std::vector<Change>& changes,
                                              const Verdicts& verdicts, const Scale& scale,
                                              const Expanded* middle = nullptr, const State* last = nullptr);

} // namespace lockstep
