// The tools, one row each, and what they share. Internal to the room.
#pragma once

#include "tools/program.hpp"
#include "tools/schema.hpp"

#include <functional>
#include <string>
#include <vector>

namespace lockstep::tools {

extern const SchemaTool prisma, rails, django, drizzle, atlas, sqlalchemy;

/// Whether the folder holds a file, directly, of which that is true.
[[nodiscard]] bool holds(const std::filesystem::path& folder,
                         const std::function<bool(const std::filesystem::path& file)>& is);
/// The folder that tools are looked for in and run in: that of the schema.
[[nodiscard]] std::filesystem::path home_of(const std::filesystem::path& schema);
/// The nearest of the folder and those above it that holds the name; empty where none does.
[[nodiscard]] std::filesystem::path folder_with(const std::string& name, const std::filesystem::path& from);
/// The project's Python. Throws Error (usage) where it does not know the package.
[[nodiscard]] std::string python_with(const std::string& package, const Ask& ask, const std::string& what_for);

} // namespace lockstep::tools
