// What a foreign key refers to, as PostgreSQL spells it: schema.table(column, "other column").
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

struct References {
  std::string table;                ///< as it stands there, quoted where needed
  std::vector<std::string> columns; ///< without quotes; empty where none are said
};
[[nodiscard]] References parse_references(std::string_view text);

/// Where one of these characters stands outside of double quotes, from `at` on; the text's size where none does.
[[nodiscard]] std::size_t find_bare(std::string_view text, std::string_view characters, std::size_t at = 0);

} // namespace lockstep
