// Runs pending migrations against a database, one unit at a time, resumable at every point.
#pragma once

#include "catalog/connection.hpp"
#include "emit/migration.hpp"

#include <functional>
#include <string>
#include <vector>

namespace lockstep {

struct ApplyOptions {
  std::string to_version;           ///< last version to run, empty for all
  std::string through = "contract"; ///< last phase to run (promoted contract files are part of the chain)
  bool dry_run = false;
  double max_wait_seconds = 60; ///< for the advisory lock and for lock-timeout retries of one unit
  std::string tool_version;
  std::function<void(const std::string&)> say; ///< progress for stderr
};

struct Applied {
  std::vector<std::string> files; ///< done now, in order
  std::string stopped_at;         ///< empty when all went well: file and unit
  std::string why;                ///< the server's message and how to go on
};

/// Applies the chain. Stops (without throwing) at the first unit that fails for good; everything before it stays done.
/// Throws Error for a changed checksum (usage), an unreachable server (database).
Applied apply_chain(Connection& connection, const std::vector<ChainFile>& chain, const ApplyOptions& options);

/// Runs every unit of one file on a scratch database, without history: used by replay.
void replay_file(Connection& connection, const ChainFile& file);

/// Records versions as done without running them (baseline).
void record_baseline(Connection& connection, const std::vector<ChainFile>& chain, const std::string& tool_version);

enum class FileState { pending, applied, interrupted };
struct FileStatus {
  std::string file;
  std::string phase;
  FileState state = FileState::pending;
  std::string detail;   ///< when and by whom, or the statement reached
  bool changed = false; ///< its checksum differs from the recorded one
};
struct Status {
  std::vector<FileStatus> files;
  std::vector<std::string> unknown; ///< recorded versions that are not in the folder
};
[[nodiscard]] Status read_status(Connection& connection, const std::vector<ChainFile>& chain);

} // namespace lockstep
