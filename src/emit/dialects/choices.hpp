// What runners put into files, and how they choose what runs: placeholders, contexts, labels.
#pragma once

#include "base/config.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace lockstep::dialects {

/// A text with the values that are known put in for its placeholders.
struct Filled {
  std::string text;
  std::string missing; ///< the first placeholder without a value, as it stands there
  int line = 0;        ///< where
};
[[nodiscard]] Filled fill_in(const std::string& text, const Choices& choices);

/// Whether an expression like "a and !b, c" holds of the words; empty ones hold.
[[nodiscard]] bool holds_of(std::string_view expression, const std::vector<std::string>& words);
/// Whether Liquibase's `dbms` names PostgreSQL; nothing said: all.
[[nodiscard]] bool is_for_postgres(std::string_view dbms);
/// Whether Liquibase runs what has this context and these labels. Where nothing is chosen, everything runs but what
/// asks for a context with an @.
[[nodiscard]] bool is_chosen(std::string_view context, std::string_view labels, const Choices& choices);

} // namespace lockstep::dialects
