// SQL that a runner printed for migrations which are not SQL, cut into what each of them runs.
#pragma once

#include "emit/dialect.hpp"

#include <string>
#include <vector>

namespace lockstep {

/// Migrations of the folder that are not SQL and have none beside them.
[[nodiscard]] std::vector<std::string> not_sql(const Dialect& dialect, const Folder& folder);

/// Adds `<path>.lockstep` for every migration of the folder that is not SQL; returns their paths. What the runner does
/// to its own tables (`own`) is left out. Where the text does not say which part is whose, as in a dump of the whole
/// schema, the last one has it all. Throws Error (usage) for a migration of which the text knows nothing.
std::vector<std::string> add_printed(const Dialect& dialect, Folder& folder, const std::string& text,
                                     const std::vector<std::string>& own);

} // namespace lockstep
