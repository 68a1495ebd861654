// Small string functions that the standard library lacks.
#include "base/text.hpp"

#include <algorithm>

namespace lockstep {

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (std::size_t at = text.find(separator); at != std::string_view::npos; at = text.find(separator, from)) {
    parts.emplace_back(text.substr(from, at - from));
    from = at + 1;
  }
  parts.emplace_back(text.substr(from));
  return parts;
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  bool first = true;
  for (const std::string& part : parts) {
    if (!first) text += separator;
    first = false;
    text += part;
  }
  return text;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\f\v";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return result;
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return result;
}

std::string indent(std::string_view text, std::string_view prefix) {
  std::string result;
  bool at_start = true;
  for (const char c : text) {
    if (at_start) result += prefix;
    result += c;
    at_start = c == '\n';
  }
  return result;
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  if (from.empty()) return text;
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

std::string count_of(std::size_t count, std::string_view noun) {
  std::string text = std::to_string(count) + " " + std::string(noun);
  if (count == 1) return text;
  const std::string_view end = noun.size() < 2 ? noun : noun.substr(noun.size() - 2);
  const bool sibilant = end.ends_with('x') || end.ends_with('s') || end == "ch" || end == "sh";
  const bool consonant_y =
      end.size() == 2 && end[1] == 'y' && std::string_view("aeiou").find(end[0]) == std::string_view::npos;
  if (consonant_y) {
    text.pop_back();
    return text + "ies";
  }
  return text + (sibilant ? "es" : "s");
}

namespace {

// Edit distance in which swapping two neighbours counts once.
std::size_t distance_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> last(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

} // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string wanted = lower(word);
  std::size_t best = std::max<std::size_t>(1, wanted.size() / 3) + 1;
  std::string found;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = distance_between(wanted, lower(candidate));
    if (distance >= best || distance >= std::max(wanted.size(), candidate.size())) continue;
    best = distance;
    found = candidate;
  }
  return found;
}

std::string line_of(std::string_view text, int line) {
  std::size_t from = 0;
  for (int at = 1; at < line; ++at) {
    const std::size_t end = text.find('\n', from);
    if (end == std::string_view::npos) return {};
    from = end + 1;
  }
  if (line < 1) return {};
  std::string_view found = text.substr(from, text.substr(from).find('\n'));
  if (found.ends_with('\r')) found.remove_suffix(1);
  return std::string(found);
}

} // namespace lockstep
