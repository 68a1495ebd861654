// Expressions in parentheses.
#include "base/parens.hpp"

namespace lockstep {

bool is_in_parens(std::string_view expression) {
  if (!expression.starts_with('(') || !expression.ends_with(')')) return false;
  int depth = 0;
  char quote = 0;
  for (std::size_t i = 0; i < expression.size(); ++i) {
    const char c = expression[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')' && --depth == 0 && i + 1 < expression.size()) {
      return false;
    }
  }
  return depth == 0;
}

} // namespace lockstep
