// The text of a native file in its parts, for dialects that carry the same statements in another wrapping.
#pragma once

#include "emit/migration.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

struct Piece {
  std::vector<std::string> comments; ///< above it, each with its "--"
  std::string statement;             ///< without the final semicolon; BEGIN, COMMIT and SET are statements here
};
/// What stands together, between blank lines.
using Block = std::vector<Piece>;

struct NativeText {
  std::string header; ///< comment lines
  std::vector<Block> blocks;
};

/// What of a native file a runner can not take, or does itself.
struct TextStyle {
  bool begins = true;                  ///< BEGIN and COMMIT stand around the statements of one transaction
  bool sets_outside = true;            ///< SET may stand beside a statement that refuses a transaction
  bool resets = false;                 ///< the session goes on with the next file, which must not inherit what was SET
  std::string_view again = {};         ///< what to run when a transaction failed; empty: lockstep runs it
  std::string_view again_outside = {}; ///< the same for a statement outside a transaction
};

[[nodiscard]] NativeText make_text(const Migration& migration, const TextStyle& style);
[[nodiscard]] std::string to_text(const std::vector<Block>& blocks);
/// The whole file.
[[nodiscard]] std::string to_text(const NativeText& text);
/// With its semicolon, on a line of its own where it would fall into a comment.
[[nodiscard]] std::string terminated(const std::string& statement);

} // namespace lockstep
