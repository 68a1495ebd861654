// The pieces of a connection string, for programs that want them apart.
#pragma once

#include <map>
#include <string>

namespace lockstep {

/// Keyword to value, as libpq reads the string. Throws Error (usage) without quoting it.
[[nodiscard]] std::map<std::string, std::string> pieces_of(const std::string& conninfo);

} // namespace lockstep
