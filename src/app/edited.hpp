// Which migration files are not what others know them as.
#pragma once

#include "app/project.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace lockstep {

/// What else than lists beside the files says what they were.
struct KnownElsewhere {
  std::string base;                 ///< git reference, or empty
  std::vector<std::string> sources; ///< databases that have run them
};
/// Why, by file: it is listed otherwise in lockstep.sum or atlas.sum, stands otherwise on the reference, or was run in
/// another form. Throws Error (usage) for a reference or source that there is not.
[[nodiscard]] std::map<std::filesystem::path, std::string>
edited_files(const Project& project, const std::vector<std::filesystem::path>& files, const KnownElsewhere& elsewhere);

} // namespace lockstep
