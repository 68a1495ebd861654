// Where in the language a cursor stands, also in a line that is being typed.
#pragma once

#include "model/kind.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

struct Cursor {
  std::vector<std::string>
      path;               ///< of the section, the key and the keys in braces: {"tables", "orders", "columns", "id"}
  std::string word;       ///< what stands before the cursor of the name or value at hand
  std::string whole;      ///< the same with what stands behind it
  bool in_header = false; ///< in [brackets]
  bool in_value = false;  ///< behind the equal sign of the last key of the path
};
/// `line` and `column` count from 0, columns in bytes.
[[nodiscard]] Cursor cursor_at(std::string_view text, std::size_t line, std::size_t column);

/// What a path leads to.
struct Spot {
  const Kind* kind = nullptr;    ///< of the section or object; null: the top of the file
  std::vector<std::string> name; ///< of the object and those above it, as the file spells them
  bool is_object = false;        ///< an object, so that its keys may stand here; else its section
  std::string key;               ///< of a field, sugar or hint of the object; empty: none
};
[[nodiscard]] Spot spot_of(const std::vector<std::string>& path);

} // namespace lockstep
