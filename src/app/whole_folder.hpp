// A folder of migrations with all that its runner is told beside it, and the SQL of what in it is not SQL.
#pragma once

#include "app/project.hpp"

namespace lockstep {

/// What lockstep.toml says, and below it what the runner's own configuration does: flyway.toml, flyway.conf,
/// liquibase.properties.
[[nodiscard]] Choices choices_of(const Config& config, const Dialect& dialect);

/// Adds `<path>.lockstep` for what is not SQL, as the runner prints it without a database; where it can not, the
/// reader of the dialect says what is missing. Returns the paths added.
std::vector<std::string> add_own_sql(const Project& project, const Dialect& dialect, const std::filesystem::path& path,
                                     Folder& folder);

/// The chain for a look at the history: what is not SQL, and can not be printed here, stands for itself.
[[nodiscard]] std::vector<ChainFile> chain_for_history(const Project& project);

} // namespace lockstep
