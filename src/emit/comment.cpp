// Wrapping loses nothing: a line is broken at one space, and that space comes back when its pieces are joined.
#include "emit/comment.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace lockstep {

namespace {

constexpr std::size_t key_width = 13;

std::string padded(std::string_view text, std::size_t width) {
  std::string result(text);
  if (result.size() < width) result.append(width - result.size(), ' ');
  return result;
}

const std::string further = "-- " + std::string(key_width, ' ');

/// The key at the start of a header line: letters and spaces up to the column of values.
std::string key_of(std::string_view text) {
  if (text.size() <= key_width || text.front() == ' ' || text[key_width - 1] != ' ' || text[key_width] == ' ')
    return {};
  return std::string(trim(text.substr(0, key_width)));
}

/// A piece is never empty, and never begins with a word like "locks:", which has a meaning there.
bool may_break(std::string_view line, std::size_t position) {
  const std::size_t text = line.find_first_not_of(' ');
  const std::size_t next = line.find_first_not_of(' ', position);
  if (line[position] != ' ' || position <= text || next == std::string_view::npos) return false;
  return line[std::min(line.find(' ', next), line.size()) - 1] != ':';
}

void take_value(HeaderEntry& entry, std::string_view value) {
  if (value.starts_with("  ") && !entry.lines.empty()) {
    entry.lines.back().append(" ").append(value.substr(2));
  } else {
    entry.lines.emplace_back(value);
  }
}

} // namespace

std::vector<std::string> comment_lines(std::string_view text) {
  std::vector<std::string> lines = split(replace_all(replace_all(std::string(text), "\r\n", "\n"), "\r", "\n"), '\n');
  for (std::string& line : lines)
    while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) line.pop_back();
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  while (!lines.empty() && lines.front().empty()) lines.erase(lines.begin());
  return lines;
}

std::vector<std::string> wrap(std::string_view line, std::size_t width) {
  std::vector<std::string> pieces;
  while (line.size() > width) {
    std::size_t cut = width;
    while (cut > 0 && !may_break(line, cut)) --cut;
    if (cut == 0)
      for (cut = width; cut < line.size() && !may_break(line, cut);) ++cut;
    if (cut == line.size()) break;
    while (line[cut - 1] == ' ') --cut;
    pieces.emplace_back(line.substr(0, cut));
    line.remove_prefix(cut + 1);
  }
  pieces.emplace_back(line);
  return pieces;
}

std::string comment(std::string_view line) { return line.empty() ? "--" : "-- " + std::string(line); }

std::string_view uncomment(std::string_view line) {
  line.remove_prefix(line.starts_with("--") ? 2 : 0);
  line.remove_prefix(line.starts_with(' ') ? 1 : 0);
  return line;
}

void add_entry(std::string& header, std::string_view key, const std::vector<std::string>& lines) {
  bool first = true;
  for (const std::string& line : lines) {
    bool begins = true;
    for (const std::string& piece : wrap(line, comment_width - further.size() - 2)) {
      header += first ? "-- " + padded(key, key_width) : further;
      header += (begins ? "" : "  ") + piece + "\n";
      first = begins = false;
    }
  }
}

std::vector<HeaderEntry> parse_entries(const std::vector<std::string>& lines, std::string_view last) {
  std::vector<HeaderEntry> entries;
  for (const std::string& line : lines) {
    const std::string_view text = uncomment(line);
    if (!entries.empty() && entries.back().key == last) {
      entries.back().lines.emplace_back(text.starts_with("  ") ? text.substr(2) : text);
    } else if (const std::string key = key_of(text); !key.empty()) {
      entries.push_back({key, {std::string(text.substr(key_width))}});
    } else if (!entries.empty() && line.starts_with(further)) {
      take_value(entries.back(), std::string_view(line).substr(further.size()));
    }
  }
  return entries;
}

} // namespace lockstep
