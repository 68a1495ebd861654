// Checksums of the project's folders.
#pragma once

#include "app/project.hpp"

#include <vector>

namespace lockstep {

/// Files of the chain and of the held contracts that are not what was recorded of them.
[[nodiscard]] std::vector<Diagnostic> broken_sums(const Project& project);

} // namespace lockstep
