// A live state as TOML that means just what was read.
#pragma once

#include "app/project.hpp"

#include <string>

namespace lockstep {

/// The TOML of a live state, shortened as far as it means exactly what was read; `live` ends as the shadow spells it.
[[nodiscard]] std::string write_proven(Project& project, Loaded& live, const std::string& name);

} // namespace lockstep
