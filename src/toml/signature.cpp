// Names that hold argument types.
#include "toml/signature.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "toml/shorten.hpp"

namespace lockstep {

namespace {

/// Where the first `wanted` outside double quotes and parentheses stands, or npos.
std::size_t find_bare(std::string_view text, char wanted) {
  bool quoted = false;
  int depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == wanted && depth == 0) return at;
    if (c == '(') ++depth;
    if (c == ')') --depth;
  }
  return std::string_view::npos;
}

std::vector<std::string_view> split_types(std::string_view text) {
  std::vector<std::string_view> types;
  if (trim(text).empty()) return types;
  for (;;) {
    const std::size_t comma = find_bare(text, ',');
    types.push_back(trim(text.substr(0, comma)));
    if (comma == std::string_view::npos) return types;
    text = text.substr(comma + 1);
  }
}

struct Parts {
  std::string_view name;
  std::vector<std::string_view> types;
  bool whole = false;
};

Parts parts_of(std::string_view text) {
  text = trim(text);
  const std::size_t open = find_bare(text, '(');
  if (open == std::string_view::npos || !text.ends_with(')')) return {};
  return {trim(text.substr(0, open)), split_types(text.substr(open + 1, text.size() - open - 2)), true};
}

} // namespace

std::vector<std::string> parse_signature(std::string_view text, std::string_view home) {
  const Parts parts = parts_of(text);
  std::vector<std::string> path = parse_name(parts.name);
  if (!parts.whole || path.empty()) return {};
  std::vector<std::string> types;
  for (const std::string_view type : parts.types) {
    if (type.empty()) return {};
    types.push_back(lengthen_type(type, home));
  }
  // Operators are never quoted.
  const bool is_operator =
      path.back().find_first_not_of("+-*/<>=~!@#%^&|`?") == std::string::npos && !parts.name.ends_with('"');
  path.back() = (is_operator ? path.back() : quote_ident(path.back())) + "(" + join(types, ", ") + ")";
  return path;
}

namespace {

/// Only a cast has a type on its right side, too.
bool joins_types(std::string_view joiner) { return joiner == " as "; }
/// What a security label is on is spelled in full.
bool joins_names(std::string_view joiner) { return joiner == " on "; }

} // namespace

std::vector<std::string> parse_joined(std::string_view text, std::string_view joiner, std::string_view home) {
  const std::size_t at = lower(text).find(joiner);
  if (at == std::string::npos) return {};
  const std::string_view left = trim(text.substr(0, at));
  const std::string_view right = trim(text.substr(at + joiner.size()));
  if (left.empty() || right.empty()) return {};
  if (joins_names(joiner)) return {std::string(left) + std::string(joiner) + std::string(right)};
  return {lengthen_type(left, home) + std::string(joiner) +
          (joins_types(joiner) ? lengthen_type(right, home) : std::string(right))};
}

std::string spell_joined(std::string_view name, std::string_view joiner, std::string_view default_schema) {
  if (joins_names(joiner)) return std::string(name);
  const std::size_t at = name.find(joiner);
  const std::string_view right = name.substr(at + joiner.size());
  return shorten_type(name.substr(0, at), default_schema) + std::string(joiner) +
         (joins_types(joiner) ? shorten_type(right, default_schema) : std::string(right));
}

std::string spell_signature(std::string_view signature, std::string_view default_schema) {
  const Parts parts = parts_of(signature);
  std::vector<std::string> types;
  for (const std::string_view type : parts.types) types.push_back(shorten_type(type, default_schema));
  return std::string(parts.name) + "(" + join(types, ", ") + ")";
}

} // namespace lockstep
