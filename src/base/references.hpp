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

} // namespace lockstep
