// Runs a chain: what is pending is found from the history, checked against it, then run file by file.
#include "run/apply.hpp"

#include "base/text.hpp"
#include "emit/native.hpp"
#include "run/backfill_parts.hpp"
#include "run/file_run.hpp"
#include "run/gates.hpp"

#include <lockstep/error.hpp>

#include <algorithm>
#include <array>

namespace lockstep {

namespace {

constexpr std::array phases = {"expand", "backfill", "validate", "contract"};

/// A file that names no phase runs like an expand file.
std::size_t phase_rank(const std::string& phase) {
  const auto found = std::find(phases.begin(), phases.end(), phase);
  return found == phases.end() ? 0 : static_cast<std::size_t>(found - phases.begin());
}

void check_options(const std::vector<ChainFile>& chain, const ApplyOptions& options) {
  if (std::find(phases.begin(), phases.end(), options.through) == phases.end())
    throw usage_error("\"" + options.through + "\" is no phase",
                      "the phases are expand, backfill, validate and contract");
  const bool known = options.to_version.empty() || std::any_of(chain.begin(), chain.end(), [&](const ChainFile& file) {
                       return file.migration.version == options.to_version;
                     });
  if (!known) throw usage_error("no migration has the version " + options.to_version, "give the digits of a file name");
}

void check_deployed(Connection& connection, const std::string& deployed) {
  if (deployed.empty()) return;
  const std::string how = "give the moment as PostgreSQL writes it, for instance --deployed \"2026-05-04 16:30+02\"";
  try {
    if (connection.exec("SELECT $1::timestamptz > pg_catalog.now()", {deployed}).get(0, 0) == "f") return;
  } catch (const Error& error) {
    if (!error.sqlstate.starts_with("22")) throw;
    throw usage_error("--deployed: \"" + deployed + "\" is no timestamp", how);
  }
  throw usage_error("--deployed: \"" + deployed + "\" is yet to come", how);
}

/// Refuses files that were edited after they ran, in whole or in the part that ran.
void check_history(const std::vector<ChainFile>& chain, const std::vector<LedgerRow>& rows) {
  std::vector<std::string> changed;
  for (const ChainFile& file : chain) {
    const LedgerRow* row = find_row(rows, file.migration.version);
    if (row == nullptr || row->checksum == file.checksum) continue;
    if (!row->finished_at.empty()) {
      changed.push_back(file.path + " was changed after it was applied (" + row->finished_at + ")");
    } else if (row->reached > 0 && (file.migration.mode == TransactionMode::file ||
                                    sum_of_units(file.migration, row->reached) != row->reached_sum)) {
      changed.push_back(file.path + " was changed in the first " + count_of(row->reached, "statement") +
                        ", which are applied already");
    }
  }
  if (!changed.empty())
    throw usage_error(join(changed, "\n"), "restore the file as it was (git log shows its history) and put the change "
                                           "into a new migration");
}

bool is_finished(const std::vector<LedgerRow>& rows, const ChainFile& file) {
  const LedgerRow* row = find_row(rows, file.migration.version);
  return row != nullptr && !row->finished_at.empty();
}

/// Refuses a file that never ran although a newer one did: nobody has tried that order.
void check_order(const std::vector<ChainFile>& chain, const std::vector<LedgerRow>& rows) {
  const LedgerRow* newest = nullptr;
  for (const LedgerRow& row : rows)
    if (!row.finished_at.empty()) newest = &row;
  if (newest == nullptr) return;
  for (const ChainFile& file : chain)
    if (find_row(rows, file.migration.version) == nullptr && version_less(file.migration.version, newest->version))
      throw usage_error(file.path + " never ran on this database, but the newer " + newest->version + " (" +
                            newest->name + ") did",
                        "give the file a version newer than that: rename it and correct the version in its header");
}

/// The files but for those that are taken back and did not run to their end.
std::vector<ChainFile> without_aborted(const std::vector<ChainFile>& chain, const std::vector<LedgerRow>& rows) {
  std::vector<ChainFile> left;
  for (const ChainFile& file : chain)
    if (is_finished(rows, file) || !is_aborted(chain, file.migration.version)) left.push_back(file);
  return left;
}

struct Pending {
  std::vector<const ChainFile*> files;
  std::string held; ///< why the rest is not run, empty when there is none
};

/// Files to run, in order. The first one of a later phase ends the list: running those behind it would break the order.
Pending find_pending(const std::vector<ChainFile>& chain, const std::vector<LedgerRow>& rows,
                     const ApplyOptions& options) {
  Pending pending;
  for (const ChainFile& file : chain) {
    if (is_finished(rows, file)) continue;
    const Migration& migration = file.migration;
    if (!options.to_version.empty() && version_less(options.to_version, migration.version)) break;
    if (phase_rank(migration.phase) > phase_rank(options.through)) {
      pending.held = "held back: " + file.path + " and what follows it, because " + migration.phase + " comes after " +
                     options.through;
      break;
    }
    pending.files.push_back(&file);
  }
  return pending;
}

std::string plan_line(const ChainFile& file, const LedgerRow* row) {
  const Migration& migration = file.migration;
  std::string text = file.path + ": ";
  std::size_t statements = 0;
  for (const MigrationUnit& unit : migration.units) statements += unit.statements.size();
  if (migration.mode == TransactionMode::file) return text + count_of(statements, "statement") + " in one transaction";
  text +=
      count_of(migration.units.size(), "statement") + (migration.units.size() == 1 ? " by itself" : ", each by itself");
  return row == nullptr ? text : text + "; interrupted, goes on at statement " + std::to_string(row->reached + 1);
}

Applied say_plan(const Pending& pending, const std::vector<LedgerRow>& rows, const ApplyOptions& options) {
  Applied applied;
  const auto say = [&](const std::string& text) {
    if (options.say) options.say(text);
  };
  for (const ChainFile* file : pending.files) {
    const LedgerRow* row = find_row(rows, file->migration.version);
    applied.files.push_back(file->path);
    say("would run " + plan_line(*file, row));
    for (std::size_t i = row == nullptr ? 0 : row->reached; i < file->migration.units.size(); ++i)
      for (const std::string& statement : file->migration.units[i].statements) say("  " + head_of(statement));
  }
  if (!pending.held.empty()) say(pending.held);
  return applied;
}

/// Runs one file; errors of the surroundings (the lock, the history) become a stop too.
std::optional<Stop> run_pending(const Workplace& work, const ChainFile& file, const LedgerRow* row) {
  work.say(plan_line(file, row));
  try {
    if (row == nullptr || row->reached == 0) pass_gates(work, file);
    work.ledger.forced = forced_words(work.options, file.migration);
    return run_file(work, file, row);
  } catch (const Error& error) {
    return Stop{row == nullptr ? 0 : row->reached, error.sql, error, "", "The history says what is done.", false,
                !work.connection.alive()};
  }
}

Applied run_all(const Workplace& work, const Pending& pending, const std::vector<LedgerRow>& rows) {
  Applied applied;
  for (const ChainFile* file : pending.files) {
    if (work.options.stop && work.options.stop()) {
      applied.stopped_at = file->path + ", before it began";
      applied.why = "stopped as asked\nTo go on: run lockstep apply again.";
      return applied;
    }
    const std::optional<Stop> stop = run_pending(work, *file, find_row(rows, file->migration.version));
    if (stop) {
      describe_stop(*stop, *file, applied);
      return applied;
    }
    applied.files.push_back(file->path);
  }
  if (!pending.held.empty()) work.say(pending.held);
  return applied;
}

} // namespace

bool is_aborted(const std::vector<ChainFile>& chain, const std::string& version) {
  return std::any_of(chain.begin(), chain.end(), [&](const ChainFile& file) {
    const auto& aborts = file.migration.aborts;
    return std::find(aborts.begin(), aborts.end(), version) != aborts.end();
  });
}

Applied apply_chain(Connection& connection, const std::vector<ChainFile>& files, const ApplyOptions& options) {
  check_options(files, options);
  Session session(connection, !options.dry_run);
  check_deployed(connection, options.deployed);
  Ledger ledger(connection, options.tool_version, options.tenant);
  if (options.dry_run) {
    const std::vector<LedgerRow> rows = ledger.read();
    const std::vector<ChainFile> chain = without_aborted(files, rows);
    check_history(chain, rows);
    check_order(chain, rows);
    return say_plan(find_pending(chain, rows, options), rows, options);
  }
  const AdvisoryLock lock(connection, options.conninfo, options.tenant, options.max_wait_seconds, options.say,
                          options.stop);
  if (!lock.held())
    return {{},
            "the beginning",
            "stopped as asked, while another lockstep was at work\nTo go on: run lockstep apply again."};
  ledger.ensure();
  const std::vector<LedgerRow> rows = ledger.read();
  const std::vector<ChainFile> chain = without_aborted(files, rows);
  check_history(chain, rows);
  check_order(chain, rows);
  return run_all({connection, session, ledger, lock, options}, find_pending(chain, rows, options), rows);
}

void prepare_history(Connection& connection, const ApplyOptions& options) {
  const Session session(connection, true);
  const AdvisoryLock lock(connection, options.conninfo, {}, options.max_wait_seconds, options.say);
  Ledger(connection, options.tool_version, {}).ensure();
  ensure_backfills(connection);
}

void record_baseline(Connection& connection, const std::vector<ChainFile>& chain, const std::string& tool_version) {
  const Session session(connection, true);
  Ledger ledger(connection, tool_version, {});
  const AdvisoryLock lock(connection, {}, {}, 60, {});
  ledger.ensure();
  const std::vector<LedgerRow> rows = ledger.read();
  check_history(chain, rows);
  connection.exec("BEGIN");
  try {
    for (const ChainFile& file : chain)
      if (!is_finished(rows, file)) ledger.record(file, {file.migration.units.size(), "", true, true});
    connection.exec("COMMIT");
  } catch (const Error&) {
    if (connection.alive()) connection.exec("ROLLBACK");
    throw;
  }
}

} // namespace lockstep
