// Which words the language has where, out of the field tables. Reader, writer and JSON Schema ask here.
#pragma once

#include "model/kind.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// The key at the top of a file that says where its unqualified names live.
inline constexpr std::string_view default_schema_key = "schema";
/// The key that names an object which sugar in its long form makes.
inline constexpr std::string_view name_key = "name";

/// The key that names the file with the text of an object.
inline constexpr std::string_view file_key = "file";

/// The kind whose objects stand in this section below `parent` (null: at the top of the file), or null.
[[nodiscard]] const Kind* find_section(const Kind* parent, std::string_view section);
/// The field with this key, unless it is hidden from the language.
[[nodiscard]] const Field* find_shown_field(const Kind& kind, std::string_view key);
/// The field whose text may stand in a file, or null.
[[nodiscard]] const Field* field_from_file(const Kind& kind);
[[nodiscard]] const Sugar* find_sugar(const Kind& kind, std::string_view key);
/// True for a key that goes to what a sugar of the kind makes.
[[nodiscard]] bool goes_along(const Kind& kind, std::string_view key);
[[nodiscard]] bool goes_along(const Sugar& sugar, std::string_view key);
/// The hidden field that takes the place of the object among its siblings in the file, or null.
[[nodiscard]] const Field* position_field(const Kind& kind);
/// True when a name alone declares an object of the kind.
[[nodiscard]] bool may_be_bare(const Kind& kind);
/// True when `true` is the value of the sugar: its object takes nothing but the name of its column.
[[nodiscard]] bool takes_true(const Sugar& sugar, const Kind& kind);
/// Every key that may stand on an object of the kind.
[[nodiscard]] std::vector<std::string> keys_of(const Kind& kind);
/// Every key that may stand at the top of a file.
[[nodiscard]] std::vector<std::string> top_keys();

/// "a table", "an index"
[[nodiscard]] std::string title_with_article(const Kind& kind);
/// What a value of the field's shape is called: "an array of strings".
[[nodiscard]] std::string_view expectation(const Field& field);

} // namespace lockstep
