// What Drizzle itself would write down of a database.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace lockstep::tools {

/// The snapshot that drizzle-kit takes of a database, its own ids in it; empty where the project has no drizzle-kit.
/// `schemas`: those that it looks at. Throws Error (usage) with what it said.
[[nodiscard]] std::string drizzle_snapshot(const std::filesystem::path& root, const std::string& url,
                                           const std::vector<std::string>& schemas);

} // namespace lockstep::tools
