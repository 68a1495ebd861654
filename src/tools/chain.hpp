// The SQL of migrations that are not SQL, as their own runner prints it without a database.
#pragma once

#include "base/config.hpp"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace lockstep::tools {

/// Migrations of a folder, for the mode of their runner that only prints.
struct Chain {
  std::filesystem::path folder;
  std::filesystem::path root; ///< the project
  Choices choices;
};

/// `alembic upgrade RANGE --sql`. Throws Error (usage).
[[nodiscard]] std::string alembic_sql(const Chain& chain, const std::string& range);
/// `liquibase update-sql` for an empty database; `changelog` is the topmost one, below the folder. Throws Error
/// (usage).
[[nodiscard]] std::string liquibase_sql(const Chain& chain, const std::string& changelog);

} // namespace lockstep::tools
