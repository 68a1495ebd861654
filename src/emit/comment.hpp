// Comment lines of migration files: wrapped so that reading them back gives the text again.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// Widest line that the writer makes where it may choose.
inline constexpr std::size_t comment_width = 120;

/// Lines of `text`; a carriage return ends one too, as it ends a comment for PostgreSQL.
[[nodiscard]] std::vector<std::string> comment_lines(std::string_view text);
/// One line cut at single spaces into pieces of at most `width`; joined by spaces they give the line again.
[[nodiscard]] std::vector<std::string> wrap(std::string_view line, std::size_t width);
/// "-- " and the line; "--" for an empty one.
[[nodiscard]] std::string comment(std::string_view line);
/// The text behind "--" and one space.
[[nodiscard]] std::string_view uncomment(std::string_view line);

/// A header entry: the key in a column of its own, further lines below the first; wrapped ones two further in.
void add_entry(std::string& header, std::string_view key, const std::vector<std::string>& lines);

struct HeaderEntry {
  std::string key;
  std::vector<std::string> lines;
};
/// The entries of a header (comment lines) that add_entry wrote, wrapped lines joined again. `last` takes all lines
/// that follow it as they are, without "--" and their indentation of two.
[[nodiscard]] std::vector<HeaderEntry> parse_entries(const std::vector<std::string>& lines, std::string_view last);

} // namespace lockstep
