// The header above, the key of the line, and the braces that are open in it.
#include "toml/cursor.hpp"

#include "base/text.hpp"
#include "toml/language.hpp"
#include "toml/remarks.hpp"

#include <algorithm>

namespace lockstep {

namespace {

std::vector<std::string> key_parts(std::string_view key) {
  const Remarks remarks = read_remarks(std::string(trim(key)) + " = 0\n");
  return remarks.lines.empty() ? std::vector<std::string>() : remarks.lines.front().path;
}

bool is_part(char c) {
  constexpr std::string_view ends = " \t\"'[]{},=()";
  return ends.find(c) == std::string_view::npos;
}

/// The line up to the cursor, cut into what is open: pairs of a key and its value, the last one being typed.
struct Typed {
  std::string key;
  bool in_value = false;
};
std::vector<Typed> typed_in(std::string_view before) {
  std::vector<Typed> open(1);
  char quote = '\0';
  for (const char c : before) {
    if (quote != '\0') {
      if (c == quote) quote = '\0';
      if (!open.back().in_value) open.back().key += c;
      continue;
    }
    if (c == '"' || c == '\'') quote = c;
    if (c == '=' && !open.back().in_value)
      open.back().in_value = true;
    else if (c == '{' && open.back().in_value)
      open.emplace_back();
    else if (c == '}' && open.size() > 1)
      open.pop_back();
    else if (c == ',' && open.size() > 1 && open.back().key.find('[') == std::string::npos)
      open.back() = {};
    else if (c == '[' && open.back().in_value)
      open.back().key += " [";
    else if (c == ']' && open.back().in_value)
      open.back().key = open.back().key.substr(0, open.back().key.rfind(" ["));
    else if (!open.back().in_value)
      open.back().key += c;
  }
  for (Typed& one : open)
    if (const std::size_t list = one.key.find(" ["); list != std::string::npos) one.key.resize(list);
  return open;
}

} // namespace

Cursor cursor_at(std::string_view text, std::size_t line, std::size_t column) {
  const std::vector<std::string> lines = split(text, '\n');
  Cursor cursor;
  if (line >= lines.size()) return cursor;
  const std::string& now = lines[line];
  column = std::min(column, now.size());
  std::size_t begin = column;
  while (begin > 0 && is_part(now[begin - 1])) --begin;
  std::size_t end = column;
  while (end < now.size() && is_part(now[end])) ++end;
  cursor.word = now.substr(begin, column - begin);
  cursor.whole = now.substr(begin, end - begin);
  if (trim(now).starts_with('[') && now.find('=') == std::string::npos) {
    cursor.in_header = true;
    const std::size_t open = now.find_first_not_of("[ \t");
    const std::size_t stop = std::min(now.find(']'), now.size());
    if (open < stop) cursor.path = key_parts(std::string_view(now).substr(open, stop - open));
    return cursor;
  }
  for (std::size_t above = line; above-- > 0;)
    if (trim(lines[above]).starts_with('[') && lines[above].find('=') == std::string::npos) {
      const Remarks remarks = read_remarks(lines[above] + "\n");
      if (!remarks.lines.empty()) cursor.path = remarks.lines.front().path;
      break;
    }
  const std::vector<Typed> open = typed_in(std::string_view(now).substr(0, column));
  for (std::size_t i = 0; i < open.size(); ++i)
    if (open[i].in_value)
      for (std::string& part : key_parts(open[i].key)) cursor.path.push_back(std::move(part));
  cursor.in_value = open.back().in_value;
  return cursor;
}

Spot spot_of(const std::vector<std::string>& path) {
  Spot spot;
  for (std::size_t at = 0; at < path.size(); ++at) {
    const std::string section = path[at].substr(0, path[at].find('#'));
    const Kind* kind = spot.kind == nullptr || spot.is_object ? find_section(spot.kind, section) : nullptr;
    if (kind != nullptr) {
      spot.kind = kind;
      spot.is_object = kind->listed;
    } else if (spot.kind != nullptr && !spot.is_object) {
      spot.name.push_back(path[at]);
      spot.is_object = true;
    } else {
      spot.key = path[at];
    }
  }
  return spot;
}

} // namespace lockstep
