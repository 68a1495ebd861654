// How written TOML is laid out: what fits on one line, what is aligned, what gets a section of its own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

inline constexpr std::size_t line_width = 120;

/// A key with its value, ready to be written in more than one form.
struct Node {
  std::string key;
  std::string one_line;    ///< the value on one line
  std::string block;       ///< the value over several lines where that reads better; else the same
  std::vector<Node> parts; ///< the keys of a table, for when it does not stay on one line
  bool tall = false;       ///< the value has lines of its own: never put it on one
};

/// `{ a = 1, b = 2 }` with its parts.
[[nodiscard]] Node table_node(std::string key, std::vector<Node> parts);
[[nodiscard]] Node array_node(std::string key, const std::vector<std::string>& spelled);
/// A value that has one spelling only.
[[nodiscard]] Node plain_node(std::string key, const std::string& spelled);
[[nodiscard]] Node text_node(std::string key, std::string_view text);

/// True when `key = value` stays on one line.
[[nodiscard]] bool fits(const Node& node);

/// Lines `key = value` of one section, aligned at their equal signs.
class AlignedLines {
public:
  /// Adds the node; a table that does not stay on one line becomes lines with dotted keys.
  void add(const Node& node, const std::string& prefix = {});
  [[nodiscard]] bool empty() const { return lines_.empty(); }
  [[nodiscard]] std::string text() const;

private:
  struct Line {
    std::string key;
    std::string value;
  };
  std::vector<Line> lines_;
};

} // namespace lockstep
