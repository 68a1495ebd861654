// Rules that come under another name, because theirs is free only later. Internal to the room.
#pragma once

#include "diff/change.hpp"
#include "model/state.hpp"
#include "model/step.hpp"

#include <optional>

namespace lockstep {

/// The check or foreign key that this change brings, as it is called while a key or another rule of the table has its
/// name. None where it can have its own, or where no rule of its sort goes that it may stand for.
[[nodiscard]] std::optional<Object> named_for_now(const Change& change, const State& from, const State& to);
/// Gives it its name, and the foreign keys of partitions theirs, once that is free.
void push_later_name(const Object& for_now, const Change& change, const State& from, Steps& steps);

} // namespace lockstep
