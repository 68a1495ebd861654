// The way back of an expansion that is open: what came goes, and what stood before stays.
#pragma once

#include "plan/plan.hpp"

#include <vector>

namespace lockstep {

namespace expand {
inline constexpr Form drop_new_side{
    .code = "drop_new_side",
    .lock = Lock::access_exclusive,
    .other = Lock::access_exclusive,
    .hazards = data_loss | breaks_old_code,
    .explain = "The new shape goes, with its indexes and constraints; the old one holds all its values."};
} // namespace expand

/// What stands in two shapes, as the files of the expansion say.
struct AbortedShape {
  std::vector<Id> olds;
  std::vector<Id> news;
};

struct Abort {
  Plan plan;
  State target; ///< what it leads to
};

/// From `open` back: new columns go, with all that stands on them, and the helpers; what the expansion reshaped gets
/// its shape in `before` again. `checks` are queries that must find no row first, `closed` is what the contract would
/// have led to. Every statement of it may run where the expansion was carried out only in part.
[[nodiscard]] Abort plan_abort(const State& before, const State& open, const State& closed,
                               const std::vector<AbortedShape>& shapes, const std::vector<std::string>& checks);

} // namespace lockstep
