// Runs pending migrations against a database, one unit at a time, resumable at every point.
#pragma once

#include <lockstep/progress.hpp>

#include "catalog/connection.hpp"
#include "emit/migration.hpp"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace lockstep {

struct ApplyOptions {
  std::string to_version;           ///< last version to run, empty for all
  std::string through = "contract"; ///< last phase to run (promoted contract files are part of the chain)
  bool dry_run = false;             ///< says what would run, changes nothing
  double max_wait_seconds = 60;     ///< for the advisory lock and for lock-timeout retries of one unit
  double kill_blockers_after = -1;  ///< ends sessions in the way whose transaction is older, in seconds; negative: none
  std::vector<std::string> standbys; ///< connection strings of replicas, whose readers are looked at
  Pace pace;
  double quiet_seconds = 300;         ///< how long the old side must not have been written before a contract
  std::string deployed;               ///< since when only the new side is written, a timestamptz; empty: see above
  std::set<std::string> force;        ///< gates that need not hold
  std::string reason;                 ///< why, for the history
  bool require_restore_point = false; ///< contract files begin with one
  std::string tool_version;
  std::string tenant;   ///< the schema that the files are for, when the database has one per tenant
  std::string conninfo; ///< for further connections, when pace.jobs > 1 and for progress
  std::map<std::string, std::string> role_names; ///< what roles are called in the files → what they are called here
  std::function<bool()> stop;                    ///< asked between statements and batches
  std::function<void(const Tick&)> tick;         ///< progress of long statements
  std::function<void(const std::string&)> say;   ///< progress for stderr
};

struct Applied {
  std::vector<std::string> files; ///< done now, in order; with dry_run those that would run
  std::string stopped_at;         ///< empty when all went well: "FILE:LINE, statement 2 of 5"
  std::string why;                ///< statement, server's message, state of the database, how to go on; several lines
};

/// Applies the chain. Stops (without throwing) at the first unit that fails for good; everything before it stays done.
/// Throws Error (usage) before anything runs: a file changed after it was applied, a pending file older than the newest
/// applied one, an unknown version or phase. Throws Error (database): a standby, a read-only session, a missing right,
/// another run that holds the lock for longer than max_wait_seconds, a pooler in transaction mode.
Applied apply_chain(Connection& connection, const std::vector<ChainFile>& chain, const ApplyOptions& options);

/// Whether a file of the chain takes this version back: where it did not run to its end, it never runs.
[[nodiscard]] bool is_aborted(const std::vector<ChainFile>& chain, const std::string& version);

/// Runs every unit of one file on a scratch database, without history, timeouts and retries: used by replay. Throws
/// Error (database) with the file and the statement.
void replay_file(Connection& connection, const ChainFile& file);

/// Records versions as done without running them (baseline); those that are recorded already stay. Throws Error as
/// apply_chain does.
void record_baseline(Connection& connection, const std::vector<ChainFile>& chain, const std::string& tool_version);

/// Schemas of the database that have a history of their own.
[[nodiscard]] std::vector<std::string> recorded_tenants(Connection& connection);

/// Makes the history before several tenants of one database are at work. Throws Error as apply_chain does.
void prepare_history(Connection& connection, const ApplyOptions& options);

enum class FileState { pending, applied, interrupted, aborted };
struct FileStatus {
  std::string file;
  std::string phase;
  FileState state = FileState::pending;
  std::string detail;           ///< when and by whom, or the statement reached and who runs it now
  bool changed = false;         ///< its checksum differs from the recorded one
  std::string finished_at = {}; ///< in UTC, empty while it is not applied
  std::string version = {};
};
struct Status {
  std::vector<FileStatus> files;
  std::vector<std::string> unknown; ///< recorded versions that are not in the folder
};
[[nodiscard]] Status read_status(Connection& connection, const std::vector<ChainFile>& chain,
                                 const std::string& tenant = {});

} // namespace lockstep
