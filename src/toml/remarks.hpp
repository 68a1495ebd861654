// Comments of a TOML file, and carrying them over to another spelling of the same file.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// A header or a key of a file with the comments that belong to it.
struct Remarked {
  std::vector<std::string> path;   ///< {"tables", "orders", "columns", "id"}; a [[list]] has "list#2"
  std::vector<std::string> before; ///< lines above it and inside its value, "# …"; empty text: a blank line
  std::string behind;              ///< at the end of its line, or empty
  std::size_t begin = 0;           ///< where its line begins in the text
  std::size_t end = 0;             ///< behind its value
};

struct Remarks {
  std::vector<std::string> head; ///< above a blank line at the top of the file
  std::vector<Remarked> lines;
  std::vector<std::string> tail; ///< behind all keys
};
/// The text must be valid TOML.
[[nodiscard]] Remarks read_remarks(std::string_view text);

/// `canonical`, which has no comments, with all comments of `original`: each above or behind the key that it stood at,
/// or at the next key above that where this one is written in another way.
[[nodiscard]] std::string carry_remarks(std::string_view original, std::string_view canonical);

} // namespace lockstep
