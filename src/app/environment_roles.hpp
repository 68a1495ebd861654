// What roles are called where files run, when that is not what the files say.
#pragma once

#include "app/project.hpp"

namespace lockstep {

/// The files as they are to run on that database.
void take_role_names(const Project& project, const std::string& conninfo, std::vector<Migration>& files);
/// Other runners run files as they stand: a sentence for each environment that calls a role in them otherwise.
[[nodiscard]] std::vector<std::string> other_role_names(const Project& project, const std::vector<Migration>& files);

} // namespace lockstep
