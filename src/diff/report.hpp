// Changes for people.
#pragma once

#include "diff/change.hpp"

#include <string>
#include <vector>

namespace lockstep {

/// One line a change, of reference data one a row ("+ table public.orders", "~ column public.orders.note: type text ->
/// varchar(20)"); what is implied by its parent's line is counted there and not listed.
[[nodiscard]] std::vector<std::string> describe_changes(const std::vector<Change>& changes);
/// The same lines by change, for each that is not implied, in their order.
[[nodiscard]] std::vector<std::vector<std::string>> lines_of_changes(const std::vector<Change>& changes);

} // namespace lockstep
