// Functions whose bodies name what is not there yet, or what only the search path of the application finds.
#pragma once

#include "plan/plan.hpp"

#include <string>

namespace lockstep {

inline constexpr Form check_bodies{.code = "check_function_bodies",
                                   .explain =
                                       "The body of a function names what is not there yet, or what only the search "
                                       "path of the application finds: PostgreSQL looks at it when it is called."};

/// Whether a unit of the plan that failed with this SQLSTATE may succeed once bodies are not checked.
[[nodiscard]] bool may_be_unresolved(const Plan& plan, std::size_t begin, std::size_t end, const std::string& sqlstate);
/// Puts each function of the unit between statements that switch the check off and on.
void leave_bodies_unchecked(Plan& plan, std::size_t begin, std::size_t end);

} // namespace lockstep
