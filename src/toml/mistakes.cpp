// Mistakes in the order of their places.
#include "toml/mistakes.hpp"

#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace lockstep {

Error mistakes_error(Mistakes mistakes, const std::string& where_in_words, const std::string& file) {
  std::stable_sort(mistakes.begin(), mistakes.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::pair(a.position.line, a.position.column) < std::pair(b.position.line, b.position.column);
  });
  std::string text = count_of(mistakes.size(), "mistake") + " " + where_in_words;
  for (const Diagnostic& mistake : mistakes) text += "\n\n" + to_text(mistake);
  Error error = usage_error(text);
  error.where = file;
  return error;
}

std::string spell_date(const toml::date& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

} // namespace lockstep
