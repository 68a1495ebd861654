// The databases of [fleet].
#pragma once

#include "app/project.hpp"

#include <string>
#include <vector>

namespace lockstep {

struct FleetMember {
  std::string source; ///< as it was given
  std::string conninfo;
};
/// The canaries first, then the rest, each database once. Throws Error (usage) when there is none.
[[nodiscard]] std::vector<FleetMember> fleet_members(const Project& project);

} // namespace lockstep
