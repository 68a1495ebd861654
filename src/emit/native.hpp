// The native dialect: one .sql file a migration, which also runs under plain psql, and lockstep.sum.
#pragma once

#include "emit/migration.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// "20261122120000_add_orders.expand.sql"
[[nodiscard]] std::string native_file_name(const Migration& migration);
/// Version, name and phase (may be missing) of a file name. Throws Error (usage) that says how to name a file.
[[nodiscard]] Migration parse_file_name(const std::string& file_name);
/// Order of versions: by number, so that 9 stands before 10 and 0009 equals 9.
[[nodiscard]] bool version_less(std::string_view one, std::string_view other);
/// The file's whole text.
[[nodiscard]] std::string write_native(const Migration& migration);
/// Reads a file back; a hand-written file without a header is taken by its name, mode each where a statement refuses a
/// transaction block, else file. Throws Error (usage) naming file and line.
[[nodiscard]] Migration parse_native(const std::string& file_name, const std::string& content);

/// Reads the native text that another wrapping held: the header gives name and phase where there is one. `told`: how
/// its runner meets transactions, where it says so.
[[nodiscard]] Migration parse_carried(const std::string& file, Migration known, std::string_view text,
                                      std::optional<TransactionMode> told = {});

/// All .sql files of a folder in order of version. A folder that is not there is an empty chain; lockstep.sum and names
/// that begin with a dot are passed over. Throws Error (usage) for any other file and for two files of one version.
[[nodiscard]] std::vector<ChainFile> read_chain(const std::filesystem::path& folder);
/// lockstep.sum: one line a file, "sha256  name", sorted by name so that branches merge.
[[nodiscard]] std::string write_sums(const std::vector<ChainFile>& chain);
/// What does not hold of a list: changed, missing, unlisted files. Empty when all is well.
[[nodiscard]] std::vector<ListFault> verify_sums(const std::filesystem::path& folder,
                                                 const std::vector<ChainFile>& chain);
/// The same for a folder in which others write too: what is not listed is fine.
[[nodiscard]] std::vector<ListFault> verify_listed_sums(const std::filesystem::path& folder,
                                                        const std::vector<ChainFile>& chain);

} // namespace lockstep
