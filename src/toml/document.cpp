// Places in a TOML file, and its values in words.
#include "toml/document.hpp"

#include <algorithm>

namespace lockstep {

std::vector<Entry> entries_of(const toml::table& table) {
  std::vector<Entry> entries;
  entries.reserve(table.size());
  for (const auto& [key, value] : table) entries.push_back({&key, &value});
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return a.key->source().begin < b.key->source().begin; });
  return entries;
}

std::string describe(const toml::node& value) {
  constexpr std::size_t longest = 40;
  if (const auto* text = value.as_string()) {
    const std::string& content = text->get();
    if (content.size() > longest || content.find('\n') != std::string::npos) return "a string";
    return "the string \"" + content + "\"";
  }
  if (const auto* number = value.as_integer()) return "the number " + std::to_string(number->get());
  if (const auto* truth = value.as_boolean()) return truth->get() ? "true" : "false";
  if (value.is_floating_point()) return "a decimal number";
  if (value.is_array()) return "an array";
  if (value.is_table()) return "a table";
  return "a date or time";
}

Position Document::position(const toml::source_region& region) const {
  return {*name_, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

std::size_t Document::offset(const toml::source_position& at) const {
  if (at.line == 0 || at.line > line_starts_.size()) return text_.size();
  std::size_t offset = line_starts_[at.line - 1];
  // Columns count characters, not bytes.
  for (std::size_t column = 1; column < at.column && offset < text_.size(); ++column) {
    ++offset;
    while (offset < text_.size() && (static_cast<unsigned char>(text_[offset]) & 0xC0U) == 0x80U) ++offset;
  }
  return offset;
}

std::string_view Document::written(const toml::node& value) const {
  const std::size_t begin = offset(value.source().begin);
  const std::size_t end = offset(value.source().end);
  return std::string_view(text_).substr(begin, end - begin);
}

Diagnostic Document::mistake(const Position& at, std::string code, std::string message, std::string hint) const {
  std::string line;
  if (at.line > 0 && static_cast<std::size_t>(at.line) <= line_starts_.size()) {
    const std::size_t begin = line_starts_[static_cast<std::size_t>(at.line) - 1];
    line = text_.substr(begin, text_.find('\n', begin) - begin);
    if (line.ends_with('\r')) line.pop_back();
  }
  return {Severity::error, std::move(code), at, std::move(message), std::move(hint), std::move(line)};
}

} // namespace lockstep
