// What applying to one database and to a fleet share.
#pragma once

#include "app/project.hpp"
#include "run/apply.hpp"

namespace lockstep {

/// The options of a run, from the command and lockstep.toml; without a database.
[[nodiscard]] ApplyOptions apply_options(const Project& project, const ApplyCommand& options);
/// The chain, when it is what lockstep.sum says. Throws Error (usage) else.
[[nodiscard]] std::vector<ChainFile> sound_chain(const Project& project);

} // namespace lockstep
