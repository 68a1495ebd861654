// Spelling of keys and strings. https://toml.io/en/v1.0.0#string
#include "toml/toml_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace lockstep {

namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

bool has_control(std::string_view text, std::string_view but = {}) {
  return std::any_of(text.begin(), text.end(), [&](char c) { return is_control(c) && but.find(c) == but.npos; });
}

std::string escape(char c) {
  switch (c) {
  case '"':
    return "\\\"";
  case '\\':
    return "\\\\";
  case '\n':
    return "\\n";
  case '\t':
    return "\\t";
  case '\r':
    return "\\r";
  default:
    return is_control(c) ? fmt::format("\\u{:04X}", static_cast<unsigned>(c)) : std::string(1, c);
  }
}

} // namespace

std::string spell_string(std::string_view text) {
  const bool needs_escapes = text.find_first_of("\"\\") != std::string_view::npos;
  if (needs_escapes && text.find('\'') == std::string_view::npos && !has_control(text, "\t"))
    return "'" + std::string(text) + "'";
  std::string spelled = "\"";
  for (const char c : text) spelled += escape(c);
  return spelled + "\"";
}

std::string spell_text(std::string_view text) {
  const bool as_it_is = text.find('\n') != std::string_view::npos && text.find("'''") == std::string_view::npos &&
                        !text.ends_with('\'') && !has_control(text, "\n\t");
  return as_it_is ? "'''\n" + std::string(text) + "'''" : spell_string(text);
}

std::string spell_key(std::string_view key) {
  const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
  return bare ? std::string(key) : spell_string(key);
}

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool is_whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  return problem == std::errc() && end == text.data() + text.size() && std::to_string(number) == text;
}

} // namespace lockstep
