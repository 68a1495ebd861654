// One unit: its parts, its workers, and its end.
#include "run/backfill.hpp"

#include "base/text.hpp"
#include "emit/statement.hpp"
#include "run/backfill_notes.hpp"
#include "run/backfill_worker.hpp"

#include <cmath>
#include <functional>
#include <list>
#include <thread>

namespace lockstep {

namespace {

/// Parts are smaller than what a worker could do, so that none is left alone with a long one at the end.
constexpr int parts_for_a_worker = 4;

/// As the planner believes; 0: not known.
double rows_of(Connection& connection, const std::string& table) {
  const Rows rows = connection.exec(
      "SELECT coalesce((SELECT sum(greatest(l.reltuples, 0)) FROM pg_catalog.pg_partition_tree(c.oid) t JOIN "
      "pg_catalog.pg_class l ON l.oid = t.relid WHERE t.isleaf), greatest(c.reltuples, 0)) FROM pg_catalog.pg_class c "
      "WHERE c.oid = pg_catalog.to_regclass($1)",
      {table});
  return rows.size() == 0 ? 0 : std::stod(std::string(rows.get(0, 0)));
}

/// In a transaction, with the rights that the session came with: a file may have changed its role.
void as_oneself(const Workplace& work, const std::function<void()>& action) {
  work.connection.exec("BEGIN");
  try {
    work.session.take_own_role();
    action();
    work.connection.exec("COMMIT");
  } catch (const Error&) {
    if (work.connection.alive()) work.connection.exec("ROLLBACK");
    throw;
  }
}

/// The settings that the file made in its session, for another one.
void repeat_settings(Connection& connection, const ChainFile& file, std::size_t index) {
  connection.exec("SET application_name = 'lockstep'");
  for (std::size_t i = 0; i < index; ++i)
    for (const std::string& statement : file.migration.units[i].statements)
      if (StatementFacts(statement).sets_session()) connection.exec(statement);
}

void run_workers(BackfillJob& job, const ChainFile& file, std::size_t index) {
  const ApplyOptions& options = job.work.options;
  std::list<Connection> connections;
  std::vector<std::thread> threads;
  try {
    for (int i = 1; i < options.pace.jobs && !options.conninfo.empty(); ++i) {
      Connection& connection = connections.emplace_back(options.conninfo);
      repeat_settings(connection, file, index);
      threads.emplace_back([&job, &connection] { fill_parts(job, connection); });
    }
  } catch (const Error& error) {
    job.fail(error, {});
  }
  fill_parts(job, job.work.connection);
  for (std::thread& thread : threads) thread.join();
}

Stop make_stop(const BackfillJob& job, const ChainFile& file, std::size_t index) {
  const bool lost = job.error && (job.error->sqlstate.starts_with("08") || !job.work.connection.alive());
  const std::string state = "Of the rows of " + job.block.table + ", " + std::to_string(std::lround(job.seen)) +
                            " are done and recorded; the next run goes on behind them.";
  Stop stop{index,
            file.migration.units[index].statements.front(),
            job.error ? *job.error : database_error("stopped as asked, at the end of a batch"),
            job.waited,
            each_state(index, file.migration.units.size(), state),
            false,
            lost};
  stop.asked = !job.error;
  return stop;
}

/// What an earlier run left of the statement, or the table anew.
std::vector<Part> begin_parts(const Workplace& work, const ChainFile& file, std::size_t index,
                              const BackfillProgress& progress, const BackfillBlock& block) {
  std::vector<Part> parts;
  const int jobs = work.options.conninfo.empty() ? 1 : work.options.pace.jobs;
  const auto wanted = static_cast<std::size_t>(jobs > 1 ? jobs * parts_for_a_worker : 1);
  as_oneself(work, [&] {
    work.ledger.record(file, {index, file.migration.units[index].statements.front()});
    ensure_backfills(work.connection);
    parts = progress.read();
  });
  if (!parts.empty()) return parts;
  parts = split_table(work.connection, block, wanted);
  as_oneself(work, [&] { progress.begin(parts); });
  return parts;
}

} // namespace

std::optional<Stop> run_backfill(const Workplace& work, const ChainFile& file, std::size_t index,
                                 const BackfillBlock& block) {
  const BackfillProgress progress(work, file, index);
  const MigrationUnit& unit = file.migration.units[index];
  for (const std::string& note : backfill_notes(work.connection, block)) work.say("  note: " + note);
  BackfillJob job(work, unit, block, progress, begin_parts(work, file, index, progress, block),
                  rows_of(work.connection, block.table));
  if (job.seen > 0) work.say("  goes on behind " + std::to_string(std::lround(job.seen)) + " rows that are done");
  run_workers(job, file, index);
  if (job.error || job.asked) return make_stop(job, file, index);
  job.finish();
  as_oneself(work, [&] {
    progress.forget();
    work.ledger.record(file, {index + 1, "", index + 1 == file.migration.units.size()});
  });
  work.say("  " + std::to_string(std::lround(job.seen)) + " rows seen, " + std::to_string(std::lround(job.filled)) +
           " of them filled");
  return std::nullopt;
}

} // namespace lockstep
