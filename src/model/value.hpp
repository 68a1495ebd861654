// The value of one field: nothing, a truth value, a number, a text, a list of texts, or the rows of a table.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lockstep {

/// "key=value" settings (reloptions and the like). In which order they stand is no difference.
struct Settings {
  std::vector<std::string> list;
  friend bool operator==(const Settings& one, const Settings& other) { return one <=> other == 0; }
  friend std::strong_ordering operator<=>(const Settings& one, const Settings& other);
};

/// Texts by column; NULL is one without a text, and what is not said is not there.
using Record = std::map<std::string, std::optional<std::string>>;

/// Rows of a table, and the columns that tell one from another.
struct Records {
  std::vector<std::string> key;
  std::vector<Record> list;
  auto operator<=>(const Records&) const = default;
};

/// Of one table: more would be data, which a schema is no place for.
inline constexpr std::size_t most_records = 10000;

using Value =
    std::variant<std::monostate, bool, std::int64_t, std::string, std::vector<std::string>, Settings, Records>;

/// The value for people: true, 42, text as it stands, lists as "a, b", settings as "k=v, k=v", nothing as "(none)".
[[nodiscard]] std::string to_text(const Value& value);
/// Under which key of an object's places a row of the field stands.
[[nodiscard]] std::string row_place(std::string_view field, std::size_t row);
/// "code = NO, region = north": what names the row.
[[nodiscard]] std::string key_text(const Records& records, const Record& record);

} // namespace lockstep
