// See the header. https://www.postgresql.org/docs/current/sql-expressions.html#SQL-SYNTAX-ARRAY-CONSTRUCTORS
#include "base/array_casts.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

namespace lockstep {

namespace {

constexpr std::string_view opening = "(ARRAY[";

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Behind the text in quotes that begins here.
std::size_t behind_quotes(std::string_view sql, std::size_t at) {
  const char quote = sql[at];
  const bool escapes =
      quote == '\'' && at > 0 && (sql[at - 1] == 'E' || sql[at - 1] == 'e') && (at == 1 || !is_word(sql[at - 2]));
  for (++at; at < sql.size(); ++at) {
    if (escapes && sql[at] == '\\')
      ++at;
    else if (sql[at] == quote)
      return at + 1;
  }
  return sql.size();
}

struct Array {
  std::vector<std::string_view> elements;
  std::string_view type; ///< of an element
  std::size_t end = 0;   ///< behind the cast; 0: no such thing
};

/// Of the elements from `at` on; the place of the "]" behind them, npos without one.
std::size_t read_elements(std::string_view sql, std::size_t at, std::vector<std::string_view>& elements) {
  int depth = 0;
  for (std::size_t begin = at; at < sql.size();) {
    const char c = sql[at];
    if (c == '\'' || c == '"') {
      at = behind_quotes(sql, at);
      continue;
    }
    const bool ends = depth == 0 && (c == ',' || c == ']');
    if (ends) elements.push_back(sql.substr(begin, at - begin));
    if (ends && c == ']') return at;
    if (ends) begin = sql.find_first_not_of(' ', at + 1);
    depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
    ++at;
  }
  return std::string_view::npos;
}

/// "text" of "text[]"; empty when no array type stands there.
std::string_view element_type(std::string_view sql) {
  std::size_t at = 0;
  while (at < sql.size() && (is_word(sql[at]) || sql[at] == ' ' || sql[at] == '.' || sql[at] == '"'))
    at = sql[at] == '"' ? behind_quotes(sql, at) : at + 1;
  if (at < sql.size() && sql[at] == '(') at = std::min(sql.find(')', at), sql.size() - 1) + 1;
  return at > 0 && sql.substr(at).starts_with("[]") ? sql.substr(0, at) : std::string_view();
}

Array read_array(std::string_view sql, std::size_t at) {
  Array array;
  const std::size_t close = read_elements(sql, at + opening.size(), array.elements);
  if (close == std::string_view::npos || !sql.substr(close).starts_with("])::")) return {};
  array.type = element_type(sql.substr(close + 4));
  if (array.type.empty()) return {};
  for (const std::string_view element : array.elements)
    if (element.empty() || element.starts_with("ARRAY[")) return {};
  array.end = close + 4 + array.type.size() + 2;
  return array;
}

} // namespace

std::string with_cast_elements(std::string_view sql) {
  std::string out;
  for (std::size_t at = 0; at < sql.size();) {
    const bool quoted = sql[at] == '\'' || sql[at] == '"';
    const Array array = !quoted && sql.substr(at).starts_with(opening) ? read_array(sql, at) : Array{};
    if (array.end == 0) {
      const std::size_t end = quoted ? behind_quotes(sql, at) : at + 1;
      out += sql.substr(at, end - at);
      at = end;
      continue;
    }
    out += "ARRAY[";
    for (std::size_t i = 0; i < array.elements.size(); ++i)
      out += (i == 0 ? "(" : ", (") + with_cast_elements(array.elements[i]) + ")::" + std::string(array.type);
    out += "]";
    at = array.end;
  }
  return out;
}

} // namespace lockstep
