// Reads lockstep.toml.
#pragma once

#include "base/config.hpp"

namespace lockstep {

/// Reads `root`/lockstep.toml; defaults where it says nothing or is not there. Throws Error (usage) with place and line
/// for what is wrong in it (unknown key, wrong type).
[[nodiscard]] Config read_config(const std::filesystem::path& root);

} // namespace lockstep
