// Changes for people.
#pragma once

#include "diff/change.hpp"

#include <string>
#include <vector>

namespace lockstep {

/// One line a change ("+ table public.orders", "~ column public.orders.note: type text -> varchar(20)"); what is
/// implied by its parent's line is counted there and not listed.
[[nodiscard]] std::vector<std::string> describe_changes(const std::vector<Change>& changes);

} // namespace lockstep
