// Statements that refuse a transaction: the history is written before and after them, and after a crash the catalogs
// tell how far they came.
#include "base/text.hpp"
#include "emit/statement.hpp"
#include "run/blockers.hpp"
#include "run/file_run.hpp"
#include "run/patience.hpp"
#include "run/role_names.hpp"
#include "run/secrets.hpp"
#include "run/watching.hpp"

#include <lockstep/error.hpp>

namespace lockstep {

namespace {

enum class IndexState { absent, valid, invalid, building };

IndexState look_at_index(Connection& connection, const std::string& index) {
  const Rows rows = connection.exec("SELECT i.indisvalid AND i.indisready AND i.indislive, EXISTS (SELECT FROM "
                                    "pg_catalog.pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid) "
                                    "FROM pg_catalog.pg_index i WHERE i.indexrelid = pg_catalog.to_regclass($1)",
                                    {index});
  if (rows.size() == 0) return IndexState::absent;
  if (rows.get(0, 1) == "t") return IndexState::building;
  return rows.get(0, 0) == "t" ? IndexState::valid : IndexState::invalid;
}

/// Drops the index when it is INVALID and nobody is building it. Throws Error when somebody is.
void drop_leftover(const Workplace& work, const std::string& index) {
  const IndexState state = look_at_index(work.connection, index);
  if (state == IndexState::building)
    throw database_error("index " + index + " is being built by another session right now",
                         "wait for it (see pg_stat_progress_create_index), then run this again");
  if (state != IndexState::invalid) return;
  work.say("  dropping the INVALID index " + index + " that an attempt left behind");
  work.connection.exec("DROP INDEX CONCURRENTLY IF EXISTS " + index);
}

bool partition_is(const Workplace& work, const StatementFacts::Detach& detach, const char* condition) {
  const Rows rows = work.connection.exec("SELECT FROM pg_catalog.pg_inherits WHERE inhparent = "
                                         "pg_catalog.to_regclass($1) AND inhrelid = pg_catalog.to_regclass($2)" +
                                             std::string(condition),
                                         {detach.table, detach.partition});
  return rows.size() > 0;
}

/// The index that a died attempt may leave INVALID.
std::string leftover_of(const MigrationUnit& unit, const StatementFacts& facts) {
  return unit.leftover_index.empty() ? facts.concurrent_index() : unit.leftover_index;
}

/// After a crash: whether the statement did its work all the same, or needs another statement to end it.
bool is_done(const Workplace& work, const StatementFacts& facts, const MigrationUnit& unit) {
  if (!facts.concurrent_index().empty())
    return look_at_index(work.connection, leftover_of(unit, facts)) == IndexState::valid;
  if (const std::string index = facts.dropped_index(); !index.empty())
    return look_at_index(work.connection, index) == IndexState::absent;
  const StatementFacts::Detach detach = facts.detached_partition();
  if (detach.table.empty()) return false;
  if (partition_is(work, detach, " AND inhdetachpending"))
    work.connection.exec("ALTER TABLE " + detach.table + " DETACH PARTITION " + detach.partition + " FINALIZE");
  return !partition_is(work, detach, "");
}

/// A concurrent build waits without limit: its waiting harms nobody, and a limit would leave an INVALID index.
void set_timeouts(const Workplace& work, const MigrationUnit& unit, const StatementFacts& facts) {
  const auto set = [&](const std::string& setting, const std::string& value) {
    work.connection.exec("SET " + setting + " = " + (value.empty() ? "DEFAULT" : "'" + value + "'"));
  };
  const bool limitless = facts.builds_concurrently();
  set("lock_timeout", limitless ? "0" : unit.lock_timeout);
  set("statement_timeout", limitless ? "0" : unit.statement_timeout);
}

void record(const Workplace& work, const ChainFile& file, const Progress& progress) {
  try {
    work.connection.exec("BEGIN");
    work.session.take_own_role();
    work.ledger.record(file, progress);
    work.connection.exec("COMMIT");
  } catch (const Error&) {
    if (work.connection.alive()) work.connection.exec("ROLLBACK");
    throw;
  }
}

void run_statement(const Workplace& work, const MigrationUnit& unit, const StatementFacts& facts) {
  set_timeouts(work, unit, facts);
  const std::string index = leftover_of(unit, facts);
  if (!index.empty()) drop_leftover(work, index);
  if (facts.builds_concurrently())
    if (const auto old = find_old_snapshots(work.connection); !old.empty())
      work.say("  must wait for transactions that are open already:\n" + describe_blockers(old));
  {
    const Watching watching(work, head_of(unit.statements.front()));
    exec_with_secrets(work.connection, with_role_names(unit.statements.front(), work.options.role_names));
  }
  if (facts.concurrent_index().empty()) return;
  if (look_at_index(work.connection, index) == IndexState::invalid)
    throw database_error("index " + index + " is INVALID after its build",
                         "take IF NOT EXISTS out of the statement: it hides an INVALID index");
}

/// After a failure for good: takes away what the statement left, within a few seconds. Returns the state in words.
std::string clean_up(const Workplace& work, const MigrationUnit& unit, const StatementFacts& facts, bool& clean) {
  clean = false;
  const std::string index = leftover_of(unit, facts);
  if (facts.concurrent_index().empty())
    return "The one that failed ran outside a transaction; the next run looks at the catalogs before it repeats it.";
  try {
    work.connection.exec("SET lock_timeout = '5s'");
    if (look_at_index(work.connection, index) == IndexState::invalid) drop_leftover(work, index);
    clean = true;
    return "The one that failed left nothing behind.";
  } catch (const Error&) {
    return "The one that failed left the INVALID index " + index +
           ", which costs every write; the next run drops it, or: DROP INDEX CONCURRENTLY IF EXISTS " + index + ";";
  }
}

/// A crash in the middle, then an edited file: what the old text left behind goes first.
void drop_old_leftover(const Workplace& work, const std::string& was_running, const MigrationUnit& unit) {
  const std::string old = StatementFacts(was_running).concurrent_index();
  if (!old.empty() && old != StatementFacts(unit.statements.front()).concurrent_index()) drop_leftover(work, old);
}

Stop make_stop(const Workplace& work, const ChainFile& file, std::size_t index, const Error& error,
               const std::string& waited) {
  const MigrationUnit& unit = file.migration.units[index];
  Stop stop{index, unit.statements.front(), error, waited, "", false, is_lost(work.connection, error.sqlstate)};
  if (stop.lost) {
    stop.state = "The connection broke while it ran; it may be done, half done or not begun. The next run looks at the "
                 "catalogs and goes on from there.";
  } else {
    bool clean = false;
    stop.state = clean_up(work, unit, StatementFacts(unit.statements.front()), clean);
    if (clean) record(work, file, {index, "", false});
    if (clean && index == 0) work.ledger.forget(file);
    stop.nothing_done = clean && index == 0;
  }
  stop.state = each_state(index, file.migration.units.size(), stop.state);
  return stop;
}

} // namespace

std::optional<Stop> run_outside(const Workplace& work, const ChainFile& file, std::size_t index,
                                const std::string& was_running) {
  const MigrationUnit& unit = file.migration.units[index];
  const StatementFacts facts(unit.statements.front());
  Patience patience(work.connection, work.options);
  bool begun = was_running == unit.statements.front();
  while (true) {
    try {
      if (!was_running.empty()) drop_old_leftover(work, was_running, unit);
      record(work, file, {index, unit.statements.front()});
      if (!begun || !is_done(work, facts, unit)) run_statement(work, unit, facts);
      work.connection.exec("SET lock_timeout = DEFAULT; SET statement_timeout = DEFAULT");
      record(work, file, {index + 1, "", index + 1 == file.migration.units.size()});
      return std::nullopt;
    } catch (const Error& error) {
      const bool lost = is_lost(work.connection, error.sqlstate);
      begun = true;
      if (lost || !patience.try_again(error, unit)) return make_stop(work, file, index, error, patience.given_up());
    }
  }
}

} // namespace lockstep
