// One line where it fits into 120 columns, else dotted keys or a value over several lines.
#include "toml/layout.hpp"

#include "base/text.hpp"
#include "toml/toml_text.hpp"

#include <algorithm>

namespace lockstep {

namespace {

constexpr std::string_view equals = " = ";

std::size_t width_of_line(std::size_t key_width, std::string_view value) {
  return key_width + equals.size() + width_of(value.substr(0, value.find('\n')));
}

} // namespace

Node table_node(std::string key, std::vector<Node> parts) {
  std::vector<std::string> pairs;
  pairs.reserve(parts.size());
  for (const Node& part : parts) pairs.push_back(part.key + std::string(equals) + part.one_line);
  Node node;
  node.key = std::move(key);
  node.one_line = parts.empty() ? "{}" : "{ " + join(pairs, ", ") + " }";
  node.block = node.one_line;
  node.tall = std::any_of(parts.begin(), parts.end(), [](const Node& part) { return part.tall; });
  node.parts = std::move(parts);
  return node;
}

Node array_node(std::string key, const std::vector<std::string>& spelled) {
  const std::string block = spelled.empty() ? "[]" : "[\n  " + join(spelled, ",\n  ") + ",\n]";
  return {std::move(key), "[" + join(spelled, ", ") + "]", block, {}, false};
}

Node plain_node(std::string key, const std::string& spelled) { return {std::move(key), spelled, spelled, {}, false}; }

Node text_node(std::string key, std::string_view text) {
  std::string block = spell_text(text);
  const bool tall = block.starts_with("'''");
  return {std::move(key), spell_string(text), std::move(block), {}, tall};
}

bool fits(const Node& node) { return !node.tall && width_of_line(width_of(node.key), node.one_line) <= line_width; }

void AlignedLines::add(const Node& node, const std::string& prefix) {
  const std::string key = prefix + node.key;
  if (!node.tall && width_of_line(width_of(key), node.one_line) <= line_width) {
    lines_.push_back({key, node.one_line});
    return;
  }
  if (node.parts.empty()) lines_.push_back({key, node.block});
  for (const Node& part : node.parts) add(part, key + ".");
}

std::string AlignedLines::text() const {
  std::size_t widest = 0;
  for (const Line& line : lines_) widest = std::max(widest, width_of(line.key));
  std::string text;
  for (const Line& line : lines_) {
    // A line that the alignment would push out of the page stays as it is.
    const bool aligned = width_of_line(widest, line.value) <= line_width;
    const std::size_t padding = aligned ? widest - width_of(line.key) : 0;
    text += line.key + std::string(padding, ' ') + std::string(equals) + line.value + "\n";
  }
  return text;
}

} // namespace lockstep
