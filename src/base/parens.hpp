// Expressions in parentheses.
#pragma once

#include <string_view>

namespace lockstep {

/// Whether one pair of parentheses holds the whole expression: "(a > 0)", but not "(a) > (0)".
[[nodiscard]] bool is_in_parens(std::string_view expression);

} // namespace lockstep
