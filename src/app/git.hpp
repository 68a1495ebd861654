// What git says of the chain on another branch.
#pragma once

#include "app/project.hpp"

#include <string>
#include <vector>

namespace lockstep {

/// Files that stand on `base` and were edited or removed, and new versions that do not sort after it.
/// Throws Error (usage) when there is no git repository or no such reference.
[[nodiscard]] std::vector<Finding> compare_with_base(const Project& project, const std::string& base);

} // namespace lockstep
