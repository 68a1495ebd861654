// The array of all kinds, in the order of their weight.
#pragma once

#include "model/kind.hpp"

#include <span>
#include <string_view>

namespace lockstep {

[[nodiscard]] std::span<const Kind* const> all_kinds();
/// The kind with this name, or null.
[[nodiscard]] const Kind* find_kind(std::string_view name);
/// The kinds whose objects live below this kind's, in weight order.
[[nodiscard]] std::vector<const Kind*> child_kinds(const Kind& parent);

} // namespace lockstep
