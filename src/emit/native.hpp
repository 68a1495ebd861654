// The native dialect: one .sql file a migration, which also runs under plain psql, and lockstep.sum.
#pragma once

#include "emit/migration.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace lockstep {

/// "20261122120000_add_orders.expand.sql"
[[nodiscard]] std::string native_file_name(const Migration& migration);
/// The file's whole text.
[[nodiscard]] std::string write_native(const Migration& migration);
/// Reads a file back; a hand-written file without a header is taken by its name, mode each where a statement refuses a
/// transaction block, else file. Throws Error (usage) naming file and line.
[[nodiscard]] Migration parse_native(const std::string& file_name, const std::string& content);

/// All .sql files of a folder in order of version. A folder that is not there is an empty chain.
[[nodiscard]] std::vector<ChainFile> read_chain(const std::filesystem::path& folder);
/// lockstep.sum: one line a file, "sha256  name", sorted by name so that branches merge.
[[nodiscard]] std::string write_sums(const std::vector<ChainFile>& chain);
/// What does not hold: changed, missing, unlisted files, each as one sentence. Empty when all is well.
[[nodiscard]] std::vector<std::string> verify_sums(const std::filesystem::path& folder,
                                                   const std::vector<ChainFile>& chain);

} // namespace lockstep
