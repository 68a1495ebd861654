// Parses a TOML file and goes on after a broken line, so that one run shows all mistakes.
#include "base/text.hpp"
#include "toml/document.hpp"

#include <algorithm>
#include <utility>

namespace lockstep {

namespace {

constexpr std::string_view invalid_utf8 = "invalid utf-8";
constexpr std::string_view not_closed = "the string is not closed on its line";
constexpr std::string_view file_ends = "the file ends too early";

struct Words {
  std::string_view said; ///< part of what the parser says
  std::string_view hint;
};
constexpr Words hints[] = {
    {invalid_utf8, "save the file as UTF-8"},
    {"expected 'true'", "truth values are lower-case: true, false"},
    {"expected 'false'", "truth values are lower-case: true, false"},
    {"unknown escape sequence", "in single quotes a backslash is a plain character: 'a\\b'"},
    {"closing '}'",
     "a table in { } stands on one line, with a comma between its keys; longer ones get a section [a.b] of "
     "their own"},
    {"closing ']'", "an array has a comma between its values and ends with ]"},
    {"expected ']'", "a section is a name in brackets: [tables.orders]"},
    {"expected a comment or whitespace", "one key = value stands on each line"},
    {not_closed, "text of several lines stands between ''' and '''"},
    {file_ends, "a closing quote or bracket is missing"},
    {"expected value", "a key without a value is left out"},
    {"expected '='", "write key = value"},
    {"leading zeroes", "text needs quotes: key = \"08\""},
};

// The parser's words without "Error while parsing …: ", and without its names for characters.
std::string what_was_said(const toml::parse_error& error, bool at_end_of_line) {
  std::string said(error.description());
  constexpr std::string_view opening = "Error while parsing ";
  const std::size_t colon = said.find(": ");
  if (said.starts_with(opening) && colon != std::string::npos) said.erase(0, colon + 2);
  if (said.find("unescaped control characters") != std::string::npos && at_end_of_line) return std::string(not_closed);
  if (said == "encountered end-of-file") return std::string(file_ends);
  said = replace_all(said, "saw '\\n'", "saw the end of the line");
  return replace_all(said, "Encountered invalid", "an invalid");
}

std::string hint_for(std::string_view said, std::string_view line) {
  const auto shows = [&](std::string_view part) { return line.find(part) != std::string_view::npos; };
  if (said.find("could not determine value type") != std::string_view::npos) {
    const bool truth = shows("= yes") || shows("= no") || shows("= on") || shows("= off");
    return truth ? "truth values are true and false" : "text needs quotes: key = \"text\"";
  }
  const bool within =
      said.find("closing '}'") != std::string_view::npos || said.find("comment") != std::string_view::npos;
  if (within && shows("''")) return "write a string that holds single quotes in double quotes: \"x = 'y'\"";
  for (const Words& words : hints)
    if (said.find(words.said) != std::string_view::npos) return std::string(words.hint);
  return {};
}

std::size_t start_of_line(std::string_view text, std::size_t line) {
  std::size_t at = 0;
  for (std::size_t n = 1; n < line && at != std::string_view::npos; ++n) {
    at = text.find('\n', at);
    if (at != std::string_view::npos) ++at;
  }
  return at;
}

bool is_header(std::string_view line) { return trim(line).starts_with('['); }

std::string_view line_at(std::string_view text, std::size_t at) { return text.substr(at, text.find('\n', at) - at); }

// How much to leave out: with the line of a section all that stands in it, which would land in the section before; with
// an open brace all up to the closing one.
std::size_t lines_to_blank(std::string_view text, std::size_t at, bool open_brace) {
  const bool section = is_header(line_at(text, at));
  if (!section && !open_brace) return 1;
  std::size_t lines = 1;
  for (std::size_t next = text.find('\n', at); next != std::string_view::npos; next = text.find('\n', next + 1)) {
    const std::string_view line = line_at(text, next + 1);
    if (is_header(line)) return section ? lines : 1;
    ++lines;
    if (!section && line.find('}') != std::string_view::npos) return lines;
  }
  return section ? lines : 1;
}

bool blank_out(std::string& text, std::size_t line, bool open_brace) {
  std::size_t at = start_of_line(text, line);
  if (at >= text.size()) return false;
  for (std::size_t lines = lines_to_blank(text, at, open_brace); lines > 0 && at < text.size(); --lines) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::fill(text.begin() + static_cast<std::ptrdiff_t>(at), text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
    at = end + 1;
  }
  return true;
}

// The keys from the root down to the last one that a line of the file declares.
std::vector<std::string> path_of(const toml::table& table) {
  std::vector<std::string> path;
  const toml::table* at = &table;
  while (at != nullptr && !at->empty()) {
    const auto entries = entries_of(*at);
    path.emplace_back(entries.front().name());
    at = entries.front().value->as_table();
  }
  return path;
}

// The deepest key of that name on the path, as the table declares it.
const toml::key* find_key(const toml::table& root, const std::vector<std::string>& path, std::string_view wanted) {
  const toml::key* deepest = nullptr;
  const toml::table* at = &root;
  for (const std::string& step : path) {
    const auto found = at->find(step);
    if (found == at->end()) break;
    if (step == wanted) deepest = &found->first;
    at = found->second.as_table();
    if (at == nullptr) break;
  }
  return deepest;
}

std::string last_header(std::string_view text) {
  std::string header;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = text.substr(at, end - at);
    if (is_header(line)) header = std::string(line);
    at = end + 1;
  }
  return header;
}

// The line where the key that `line` declares again was declared first, 0 when that can not be told.
std::size_t first_declaration(std::string_view before, const std::string& line, std::string_view key) {
  try {
    const std::string header = is_header(line) ? std::string() : last_header(before) + "\n";
    const toml::table again = toml::parse(header + line + "\n");
    const toml::table earlier = toml::parse(before);
    const toml::key* found = find_key(earlier, path_of(again), key);
    return found != nullptr ? found->source().begin.line : 0;
  } catch (const toml::parse_error&) {
    return 0; // Inside a value of several lines: the message alone has to do.
  }
}

std::string_view quoted_name(std::string_view said) {
  const std::size_t begin = said.find('\'');
  const std::size_t end = said.rfind('\'');
  if (begin == std::string_view::npos || end <= begin) return {};
  return said.substr(begin + 1, end - begin - 1);
}

} // namespace

Document::Document(std::string text, std::string name, Mistakes& mistakes)
    : text_(std::move(text)), name_(std::make_shared<const std::string>(std::move(name))) {
  line_starts_.push_back(0);
  for (std::size_t at = text_.find('\n'); at != std::string::npos; at = text_.find('\n', at + 1))
    line_starts_.push_back(at + 1);
  parse(mistakes);
}

void Document::parse(Mistakes& mistakes) {
  constexpr int most_broken_lines = 50;
  std::string readable = text_;
  std::size_t last_line = 0;
  for (int broken = 0; broken < most_broken_lines; ++broken) {
    try {
      root_ = toml::parse(readable);
      return;
    } catch (const toml::parse_error& error) {
      const std::size_t line = error.source().begin.line;
      // What follows a line that was blanked out may be its echo.
      if (line <= last_line) break;
      mistakes.push_back(translate(error, readable));
      const auto says = [&](std::string_view part) { return error.description().find(part) != std::string_view::npos; };
      if (says("end-of-file") || says(invalid_utf8)) break;
      if (!blank_out(readable, line, says("closing '}'") && says("saw '\\n'"))) break;
      last_line = line;
    }
  }
  readable_ = false;
}

Diagnostic Document::translate(const toml::parse_error& error, const std::string& readable) const {
  const Position at = position(error.source());
  Diagnostic diagnostic = mistake(at, "broken-toml", {}, {});
  const bool at_end = offset(error.source().begin) >= text_.size() || text_[offset(error.source().begin)] == '\n';
  const std::string said = what_was_said(error, at_end);
  if (said.starts_with("cannot redefine")) return duplicate(at, said, readable);
  diagnostic.message = "this is not valid TOML: " + said;
  diagnostic.hint = hint_for(said, diagnostic.line);
  return diagnostic;
}

Diagnostic Document::duplicate(const Position& at, const std::string& said, const std::string& readable) const {
  const std::string key(quoted_name(said));
  Diagnostic diagnostic = mistake(at, "duplicate-key", "'" + key + "' is declared twice", {});
  const auto line = static_cast<std::size_t>(at.line);
  const std::string last_part = key.substr(key.rfind('.') + 1);
  const std::string_view before = std::string_view(readable).substr(0, start_of_line(readable, line));
  const std::size_t first = first_declaration(before, diagnostic.line, last_part);
  if (first > 0) {
    // The parser stops behind the value; the reader wants to see the key.
    const std::size_t indentation = diagnostic.line.find_first_not_of(" \t");
    diagnostic.position.column = static_cast<int>(indentation == std::string::npos ? 0 : indentation) + 1;
    diagnostic.message += "; first on line " + std::to_string(first);
  }
  diagnostic.hint = "keep one of the two";
  return diagnostic;
}

} // namespace lockstep
