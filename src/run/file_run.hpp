// Runs one file: as one transaction, or unit by unit with the history written behind each.
#pragma once

#include "run/apply.hpp"
#include "run/ledger.hpp"
#include "run/lock.hpp"
#include "run/session.hpp"

#include <lockstep/error.hpp>

#include <optional>

namespace lockstep {

/// What a run of a chain works with.
struct Workplace {
  Connection& connection;
  Session& session;
  Ledger& ledger;
  const AdvisoryLock& lock;
  const ApplyOptions& options;

  void say(const std::string& text) const {
    if (options.say) options.say(text);
  }
};

/// Where a file stopped for good.
struct Stop {
  std::size_t unit = 0;  ///< index of the unit
  std::string statement; ///< its text; "COMMIT" when that failed
  Error error;
  std::string waited;        ///< what was tried, and who is in the way; empty when waiting would not have helped
  std::string state;         ///< in what state the database is now, in one or two sentences
  bool nothing_done = false; ///< nothing of the file is in the database
  bool lost = false;         ///< the connection broke
  bool asked = false;        ///< nothing is wrong: it was told to stop
};

/// Runs the file from its beginning, or behind the units that `interrupted` says are done.
[[nodiscard]] std::optional<Stop> run_file(const Workplace& work, const ChainFile& file, const LedgerRow* interrupted);

/// Whether the unit must run by itself, outside a transaction block.
[[nodiscard]] bool runs_outside(const MigrationUnit& unit);
/// Runs unit `index` outside a transaction. `was_running` is the statement that an earlier run began and did not see
/// end, empty for none.
[[nodiscard]] std::optional<Stop> run_outside(const Workplace& work, const ChainFile& file, std::size_t index,
                                              const std::string& was_running);

/// "Of its 5 statements, the first 2 are done and recorded. " before `rest`.
[[nodiscard]] std::string each_state(std::size_t done, std::size_t all, const std::string& rest);
/// The stop in words: stopped_at and why of Applied.
void describe_stop(const Stop& stop, const ChainFile& file, Applied& applied);
/// First line of a statement, cut to fit a line.
[[nodiscard]] std::string head_of(const std::string& statement);

} // namespace lockstep
