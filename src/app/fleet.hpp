// The databases of [fleet], or its schemas.
#pragma once

#include "app/project.hpp"

#include <map>
#include <string>
#include <vector>

namespace lockstep {

struct FleetMember {
  std::string source; ///< as it was given
  std::string conninfo;
  std::string tenant = {};                            ///< the schema; empty: the database, with the declared schema
  std::map<std::string, std::string> role_names = {}; ///< what roles are called in the files → what they are there
};
/// The canaries first, then the rest, each once; before them the declared schema where each tenant has one like it.
/// Throws Error (usage) when there is none.
[[nodiscard]] std::vector<FleetMember> fleet_members(const Project& project);

} // namespace lockstep
