// From two loaded states to proven migration files: what gen, diff and pull --baseline share.
#pragma once

#include "app/project.hpp"
#include "base/files.hpp"
#include "diff/change.hpp"
#include "plan/plan.hpp"

#include <ctime>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace lockstep {

struct PlanRequest {
  std::string name;
  std::string first_version;
  std::set<std::string> allow;
  std::string renames = "stop";
  bool supersedes = false; ///< what is planned takes the place of the old state: its database may be used up
};

struct Planning {
  std::vector<Change> changes; ///< point into the loaded states
  std::vector<std::string> described;
  std::vector<std::string> warnings;
  std::vector<Migration> files;      ///< the whole way, contract included
  std::shared_ptr<const State> from; ///< after renames
  std::string proved;                ///< a database of the shadow that holds just what the whole way led to, or empty
};

/// Diffs, plans, refuses and proves. Throws RefusedError, or Error (proof).
Planning plan_between(Project& project, const Loaded& from, const Loaded& to, const PlanRequest& request);

/// Takes owners and grants out of what was read from a live database, as far as the project does not manage them.
void forget_unmanaged(const Config& config, State& state);

/// What the state holds and no kind models, as warnings.
[[nodiscard]] std::vector<std::string> unknown_warnings(const State& state);

/// The version for a new file: now (SOURCE_DATE_EPOCH when set), but after every version in `chain`.
[[nodiscard]] std::string fresh_version(const std::vector<ChainFile>& chain);

/// The new files of a chain as a user sees them: migrations first, then what stands beside them.
[[nodiscard]] std::vector<OutputFile> outputs_of(const Emitted& emitted, const std::filesystem::path& folder);
/// All that is to be written.
[[nodiscard]] std::vector<FileToWrite> writes_of(const Emitted& emitted, const std::filesystem::path& folder);

/// A native file of a folder: "migrations/20261122120000_x.expand.sql".
[[nodiscard]] OutputFile to_output(const Migration& migration, const std::filesystem::path& folder);

/// "Add orders!" → "add_orders"; "schema" when nothing is left.
[[nodiscard]] std::string slug(const std::string& name);

} // namespace lockstep
