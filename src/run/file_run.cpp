// Transactions hold the history's row together with what it tells: a crash leaves both or none.
#include "run/file_run.hpp"

#include "base/text.hpp"
#include "emit/statement.hpp"
#include "run/backfill.hpp"
#include "run/missing.hpp"
#include "run/patience.hpp"
#include "run/role_names.hpp"
#include "run/row_check.hpp"
#include "run/secrets.hpp"
#include "run/standbys.hpp"
#include "run/watching.hpp"

#include <algorithm>
#include <array>

namespace lockstep {

namespace {

/// Where an attempt stands, for the message when it fails.
struct At {
  std::size_t unit = 0;
  std::string statement;
};

void run_statements(const Workplace& work, const MigrationUnit& unit, const Patience& patience, At& at) {
  at.statement = unit.statements.front();
  patience.begin(unit);
  for (const std::string& statement : unit.statements) {
    at.statement = statement;
    exec_with_secrets(work.connection, with_role_names(statement, work.options.role_names));
  }
}

/// Units `from` to `to` and the history's row in one transaction.
void run_transaction(const Workplace& work, const ChainFile& file, std::size_t from, std::size_t to,
                     const Patience& patience, At& at) {
  const std::vector<MigrationUnit>& units = file.migration.units;
  at = {from, from < units.size() ? units[from].statements.front() : "BEGIN"};
  work.connection.exec("BEGIN");
  for (at.unit = from; at.unit < to; ++at.unit) run_statements(work, units[at.unit], patience, at);
  at = {to == 0 ? 0 : to - 1, "COMMIT"};
  work.session.take_own_role();
  work.connection.exec(set_local("statement_timeout", "0"));
  work.ledger.record(file, {to, "", to == units.size()});
  work.connection.exec("COMMIT");
}

void roll_back(Connection& connection) {
  try {
    connection.exec("ROLLBACK");
  } catch (const Error&) {
    // The server rolls back by itself when the session has gone.
  }
}

std::string lost_state(const At& at) {
  if (at.statement == "COMMIT")
    return "The connection broke during COMMIT: the transaction is wholly in the database or not at all. The history "
           "knows which, and the next run reads it.";
  return "The connection broke, so the server rolled the transaction back.";
}

std::string first_statement(const ChainFile& file, std::size_t unit) {
  const auto& units = file.migration.units;
  return unit < units.size() ? units[unit].statements.front() : "COMMIT";
}

/// Tries one transaction until it is done or fails for good.
std::optional<Stop> run_patiently(const Workplace& work, const ChainFile& file, std::size_t from, std::size_t to) {
  Patience patience(work.connection, work.options);
  for (std::size_t i = from; i < to; ++i) watch_standbys(work, file.migration.units[i]);
  At at;
  while (true) {
    try {
      const Watching watching(work, head_of(first_statement(file, from)));
      run_transaction(work, file, from, to, patience, at);
      return std::nullopt;
    } catch (const Error& error) {
      if (is_lost(work.connection, error.sqlstate))
        return Stop{at.unit, at.statement, error, "", lost_state(at), false, true};
      roll_back(work.connection);
      if (const std::string made = make_missing(work.connection, error); !made.empty()) {
        work.say("  made the " + made + ", which this private server did not have");
        continue;
      }
      const MigrationUnit none;
      const auto& units = file.migration.units;
      if (patience.try_again(error, at.unit < units.size() ? units[at.unit] : none)) continue;
      return Stop{at.unit, at.statement, error, patience.given_up(), "", false, false};
    }
  }
}

/// Whether rows can be others once it ran.
bool may_write_rows(const MigrationUnit& unit) {
  constexpr std::array<std::string_view, 9> words{"INSERT", "UPDATE", "DELETE", "MERGE", "COPY",
                                                  "WITH",   "SELECT", "DO",     "CALL"};
  return std::any_of(unit.statements.begin(), unit.statements.end(), [&](const std::string& statement) {
    const std::vector<Token> tokens = tokens_of(statement);
    return !tokens.empty() && std::find(words.begin(), words.end(), tokens.front().text) != words.end();
  });
}

/// All statements of the file stand in one transaction: what is to be looked for is looked for before it takes a lock,
/// up to the first statement that may itself mend the rows.
std::optional<Stop> look_before(const Workplace& work, const ChainFile& file) {
  const auto& units = file.migration.units;
  for (std::size_t i = 0; i < units.size() && (i == 0 || !may_write_rows(units[i - 1])); ++i) try {
      for (const std::string& check : units[i].checks) require_no_row(work, check, false);
    } catch (const Error& error) {
      return Stop{i,
                  units[i].statements.front(),
                  error,
                  "",
                  "Nothing of this file was begun.",
                  true,
                  is_lost(work.connection, error.sqlstate)};
    }
  return std::nullopt;
}

std::optional<Stop> run_whole(const Workplace& work, const ChainFile& file) {
  if (std::optional<Stop> stop = look_before(work, file)) return stop;
  std::optional<Stop> stop = run_patiently(work, file, 0, file.migration.units.size());
  if (!stop) return stop;
  stop->nothing_done = stop->state.empty();
  if (stop->state.empty())
    stop->state = "Nothing of this file is in the database: its one transaction was rolled back.";
  return stop;
}

/// Settings that earlier, finished units of an interrupted file made in their session.
void repeat_settings(const Workplace& work, const ChainFile& file, std::size_t reached) {
  for (std::size_t i = 0; i < reached; ++i)
    for (const std::string& statement : file.migration.units[i].statements)
      if (StatementFacts(statement).sets_session()) work.connection.exec(statement);
}

/// One unit of a file that commits each. A lone statement that turns out to refuse a transaction runs outside.
std::optional<Stop> run_unit(const Workplace& work, const ChainFile& file, std::size_t index,
                             const std::string& was_running) {
  const MigrationUnit& unit = file.migration.units[index];
  if (const auto block = unit.statements.size() == 1 ? read_backfill(unit.statements.front()) : std::nullopt)
    return run_backfill(work, file, index, *block);
  if (runs_outside(unit) || !was_running.empty()) return run_outside(work, file, index, was_running);
  std::optional<Stop> stop = run_patiently(work, file, index, index + 1);
  if (!stop) return stop;
  const bool refuses = stop->error.sqlstate == "25001" || stop->error.sqlstate == "2D000";
  if (refuses && unit.statements.size() == 1) return run_outside(work, file, index, was_running);
  stop->nothing_done = !stop->lost && index == 0;
  if (!stop->lost)
    stop->state = index == 0 ? "Nothing of this file is in the database: its first statement was rolled back."
                             : "The one that failed was rolled back.";
  stop->state = each_state(index, file.migration.units.size(), stop->state);
  return stop;
}

/// Settings of the session made again and the lock still ours, else a stop before unit `index`.
std::optional<Stop> prepare_unit(const Workplace& work, const ChainFile& file, std::size_t index, bool resumes) {
  try {
    work.lock.check();
    if (resumes) repeat_settings(work, file, index);
    const bool contract = file.migration.phase == "contract";
    if (!contract || !work.options.force.contains("reconcile"))
      for (const std::string& check : file.migration.units[index].checks) require_no_row(work, check, contract);
    return std::nullopt;
  } catch (const Error& error) {
    const bool lost = is_lost(work.connection, error.sqlstate);
    const std::string state = each_state(index, file.migration.units.size(), "The next one was not begun.");
    return Stop{index, file.migration.units[index].statements.front(), error, "", state, index == 0, lost};
  }
}

/// Before unit `index`.
Stop stop_asked(const ChainFile& file, std::size_t index) {
  const auto& units = file.migration.units;
  Stop stop{index, units[index].statements.front(), database_error("stopped as asked"), "", "", index == 0, false};
  stop.state = each_state(index, units.size(), "The next one was not begun.");
  stop.asked = true;
  return stop;
}

std::optional<Stop> run_each(const Workplace& work, const ChainFile& file, const LedgerRow* interrupted) {
  const std::size_t all = file.migration.units.size();
  const std::size_t reached = interrupted == nullptr ? 0 : interrupted->reached;
  std::string was_running = interrupted == nullptr ? "" : interrupted->running;
  for (std::size_t i = reached; i < all; ++i) {
    if (work.options.stop && work.options.stop()) return stop_asked(file, i);
    if (std::optional<Stop> stop = prepare_unit(work, file, i, i == reached)) return stop;
    work.say("  " + std::to_string(i + 1) + " of " + std::to_string(all) + ": " +
             head_of(file.migration.units[i].statements.front()));
    if (std::optional<Stop> stop = run_unit(work, file, i, was_running)) return stop;
    was_running.clear();
  }
  if (reached == all) work.ledger.record(file, {all, "", true});
  return std::nullopt;
}

} // namespace

bool runs_outside(const MigrationUnit& unit) {
  return unit.statements.size() == 1 && StatementFacts(unit.statements.front()).refuses_transaction();
}

std::optional<Stop> run_file(const Workplace& work, const ChainFile& file, const LedgerRow* interrupted) {
  work.lock.check();
  const bool whole = file.migration.mode == TransactionMode::file;
  std::optional<Stop> stop = whole ? run_whole(work, file) : run_each(work, file, interrupted);
  try {
    if (work.connection.alive()) work.session.reset();
  } catch (const Error&) {
    // The connection broke: the next statement says so, and what this file did stands.
  }
  return stop;
}

} // namespace lockstep
