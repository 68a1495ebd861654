// Dialects: how the runners of this world keep migrations on disk. Each is a row of functions around the native text.
#pragma once

#include "base/config.hpp"
#include "emit/migration.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lockstep {

/// Files of a folder: path below it, with slashes, to content; and what their runner is told beside them.
struct Folder : std::map<std::string, std::string> {
  using std::map<std::string, std::string>::map;
  Choices choices;
};

struct Dialect {
  std::string_view name;     ///< as `format` in lockstep.toml says it
  std::string_view runs;     ///< what its users run to apply what is pending
  std::string_view baseline; ///< what records migrations as applied without running them
  bool history = true;       ///< it keeps a history of its own; without one, lockstep's is asked
  bool one_unit = true;      ///< a file holds one transaction, or one statement outside of any: it can be run again
  bool (*owns)(std::string_view path) = nullptr; ///< whether a file of the folder is of its format
  /// The migrations in the order in which they run. Throws Error (usage) naming the file that can not be read as SQL.
  std::vector<ChainFile> (*read)(const Folder& folder) = nullptr;
  /// Adds a migration behind those that are there, and keeps the runner's own lists in step. Throws Error (usage) for
  /// text that the runner would misread.
  void (*write)(Folder& folder, const Migration& migration) = nullptr;
  /// What does not hold in the runner's own lists; null: it has none.
  std::vector<ListFault> (*verify)(const Folder& folder) = nullptr;
};

[[nodiscard]] std::span<const Dialect* const> all_dialects();
/// Throws Error (usage) with the names that there are.
[[nodiscard]] const Dialect& find_dialect(const std::string& name);
[[nodiscard]] bool is_native(const Dialect& dialect);

/// The files that are of the dialect. A folder that is not there is empty.
[[nodiscard]] Folder load_folder(const Dialect& dialect, const std::filesystem::path& path);
/// Throws Error (usage).
[[nodiscard]] std::vector<ChainFile> read_chain(const Dialect& dialect, const std::filesystem::path& path);
/// The migrations as the dialect can carry them: cut to one unit a file, where it must be, with versions that count up
/// from the first one. `held`: contract files are held back and left whole.
[[nodiscard]] std::vector<Migration> cut_to_fit(const Dialect& dialect, const std::vector<Migration>& files,
                                                bool held = false);

/// What a file is and what it runs: the two may change apart, where values are put in or its SQL stands beside it.
[[nodiscard]] std::string text_key(const ChainFile& file);

/// The SQL of a migration in Python or Ruby, each statement on its own line; no value where it is not only SQL.
[[nodiscard]] std::optional<std::string> embedded_sql(const std::string& path, const std::string& content);

/// What is to be written so that a folder holds further migrations.
struct Emitted {
  Folder changed;                ///< new files and lists, lockstep.sum among them
  std::vector<ChainFile> chain;  ///< all that the folder then holds
  std::vector<std::string> main; ///< the paths of the new migrations, in order
};
/// Writes migrations behind those of a folder, in memory. Throws Error (usage).
[[nodiscard]] Emitted emit_into(const Dialect& dialect, const Folder& before, const std::vector<Migration>& migrations);
/// What does not hold of lockstep.sum and of the runner's own lists. Files that are listed nowhere are fine where
/// another runner's folder is shared with people who write by hand.
[[nodiscard]] std::vector<ListFault> verify_folder(const Dialect& dialect, const std::filesystem::path& path,
                                                   const std::vector<ChainFile>& chain);

} // namespace lockstep
