// Dumps in the formats of pg_dump's own, as the SQL that pg_restore makes of them.
#pragma once

#include <filesystem>
#include <string>

namespace lockstep::tools {

/// Whether pg_dump wrote it with --format=custom, tar or directory.
[[nodiscard]] bool is_archive(const std::filesystem::path& path);
/// Writes its SQL into a file. pg_restore is looked for in `bindir` first, then in PATH. Throws Error (usage) where it
/// is missing, or with what it said.
void write_archive_sql(const std::filesystem::path& archive, const std::string& bindir, bool with_rows,
                       const std::filesystem::path& script);

} // namespace lockstep::tools
