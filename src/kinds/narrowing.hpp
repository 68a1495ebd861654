// Which values of one type have no place in another.
#pragma once

#include "model/state.hpp"

#include <string>

namespace lockstep::row_checks {

/// An SQL condition over the value (a column), true where it does not fit; empty when all do, or when no condition
/// tells.
[[nodiscard]] std::string unfit(const State& state, const std::string& value, const std::string& from_type,
                                const std::string& to_type);
/// The rule of a domain, about `value` instead of VALUE.
[[nodiscard]] std::string rule_over(const std::string& rule, const std::string& value);

} // namespace lockstep::row_checks
