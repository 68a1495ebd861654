// Each transaction runs as its file has it. How long a lock is held is the time of its statement, of those behind it
// in the transaction, and of the commit.
#include "trace/run.hpp"

#include <lockstep/error.hpp>

#include "emit/statement.hpp"
#include "plan/measure.hpp"
#include "run/file_run.hpp"
#include "run/missing.hpp"
#include "trace/mentions.hpp"
#include "trace/observe.hpp"

#include <algorithm>
#include <chrono>

namespace lockstep {

namespace {

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

/// The most that a statement grows with what it reads or writes; nothing where it does no such work.
double growth_of(const TraceStatement& statement, const Growth& growth, const Relations& relations) {
  double most = 1;
  const auto look = [&](const std::string& table) {
    const auto found = growth.find(table);
    if (found != growth.end()) most = std::max(most, found->second);
  };
  for (const auto* works : {&statement.rewrites, &statement.reads, &statement.changes})
    for (const TraceWork& work : *works) look(work.relation);
  for (const TraceWork& work : statement.builds)
    for (const auto& [oid, relation] : relations)
      if (const auto table = relations.find(relation.table); relation.name == work.relation && table != relations.end())
        look(table->second.name);
  return most;
}

class Tracer {
public:
  Tracer(const std::string& conninfo, const Growth& growth, TraceResult& result)
      : conninfo_(conninfo), connection_(conninfo), growth_(growth), result_(result) {}

  void run(const ChainFile& file) {
    file_ = &file;
    number_ = 0;
    std::vector<std::string> together;
    for (const MigrationUnit& unit : file.migration.units) {
      if (file.migration.mode == TransactionMode::file)
        together.insert(together.end(), unit.statements.begin(), unit.statements.end());
      else if (runs_outside(unit))
        run_outside(unit.statements.front());
      else
        run_together(unit.statements);
    }
    run_together(together);
    connection_.exec("RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL");
  }

private:
  [[noreturn]] void fail(Error error) const {
    error.where = file_->path;
    if (error.doing.empty()) error.doing = "tracing the migrations";
    throw error;
  }

  /// Mends what stood in the way so that the statements may run again. False when nothing did.
  bool mend(const Error& error, std::vector<std::string>& statements, std::size_t at, std::string& note) {
    if (!connection_.alive()) return false;
    connection_.exec("ROLLBACK");
    if (!make_missing(connection_, error).empty()) return true;
    if (has_role_already(connection_, error)) {
      statements.erase(statements.begin() + static_cast<std::ptrdiff_t>(at));
      return true;
    }
    const bool data = error.sqlstate.starts_with("23") || error.sqlstate.starts_with("22");
    if (!data || !note.empty() || result_.filled.empty() || at >= statements.size()) return false;
    note = "the rows that were made up do not fit, so that it ran without them: " + std::string(error.what());
    note.resize(std::min(note.find('\n'), note.size()));
    empty_tables(connection_, statements.at(at));
    return true;
  }

  void run_together(std::vector<std::string> statements) {
    std::string note;
    while (!statements.empty()) {
      std::vector<TraceStatement> done;
      try {
        run_once(statements, done);
        if (!note.empty()) done.back().note = note;
        keep(done);
        return;
      } catch (const Error& error) {
        if (!mend(error, statements, done.empty() ? 0 : done.size() - 1, note)) fail(error);
      }
    }
  }

  void run_once(const std::vector<std::string>& statements, std::vector<TraceStatement>& done) {
    connection_.exec("BEGIN");
    look_around();
    for (const std::string& sql : statements) {
      done.push_back(begin(sql));
      observe(connection_, others_, passages_, done.back());
    }
    const double start = now();
    connection_.exec("COMMIT");
    commit_ = now() - start;
  }

  void run_outside(const std::string& sql) {
    std::vector<TraceStatement> done{begin(sql)};
    done.front().outside = true;
    look_around();
    commit_ = 0;
    std::string note;
    std::vector<std::string> statements{sql};
    while (true) {
      try {
        run_alone(done.front());
        done.front().note = note;
        return keep(done);
      } catch (const Error& error) {
        if (!mend(error, statements, 0, note)) fail(error);
      }
    }
  }

  void run_alone(TraceStatement& statement) {
    const StatementFacts facts(statement.sql);
    const std::string table = facts.builds_concurrently() ? first_table(connection_, statement.sql) : "";
    if (table.empty()) return observe(connection_, others_, passages_, statement);
    Connection holder(conninfo_);
    Connection watcher(conninfo_);
    const Relations before = relations_of(connection_);
    const double start = now();
    const Measured measured = run_measured_outside(connection_, holder, watcher, statement.sql, table);
    statement.seconds = now() - start;
    if (statement.lock_timeout.empty()) statement.lock_timeout = lock_timeout_of(connection_);
    for (const SeenLock& seen : measured.locks) {
      statement.locks.push_back({seen.relation, std::string(to_text(seen.lock)), false, seen.lock >= Lock::share});
      for (const auto& [oid, relation] : others_)
        if (relation.name == seen.relation) add_queue(passages_, oid, statement.locks.back());
      // It waits for them, but nobody waits behind it for that.
      statement.locks.back().queue.emplace_back("transactions that were open before it");
    }
    for (const auto& [oid, relation] : relations_of(connection_))
      if (!before.contains(oid) && relation.kind == 'i') {
        const Rows size = connection_.exec("SELECT pg_relation_size($1::oid)", {oid});
        statement.builds.push_back({relation.name, size.number(0, 0)});
        statement.wal += statement.builds.back().amount;
      }
  }

  void look_around() {
    others_ = relations_of(connection_);
    passages_ = passages_of(connection_);
  }

  TraceStatement begin(const std::string& sql) const {
    TraceStatement statement;
    statement.file = file_->path;
    statement.sql = sql;
    for (const MigrationUnit& unit : file_->migration.units)
      if (std::find(unit.statements.begin(), unit.statements.end(), sql) != unit.statements.end())
        statement.lock_timeout = unit.lock_timeout;
    return statement;
  }

  void keep(std::vector<TraceStatement>& done) {
    ++transaction_;
    const Relations relations = relations_of(connection_);
    double rest = commit_;
    double rest_estimate = commit_;
    for (auto statement = done.rbegin(); statement != done.rend(); ++statement) {
      statement->transaction = transaction_;
      rest += statement->seconds;
      if (!growth_.empty()) {
        statement->estimate = statement->seconds * growth_of(*statement, growth_, relations);
        rest_estimate += statement->estimate;
      }
      for (TraceLock& lock : statement->locks) {
        lock.held = rest;
        lock.estimate = growth_.empty() ? -1 : rest_estimate;
      }
    }
    for (TraceStatement& statement : done) {
      statement.number = ++number_;
      statement.begin = clock_;
      clock_ += statement.seconds;
      result_.statements.push_back(std::move(statement));
    }
    clock_ += commit_;
  }

  std::string conninfo_;
  Connection connection_;
  const Growth& growth_;
  TraceResult& result_;
  const ChainFile* file_ = nullptr;
  Relations others_;
  Passages passages_;
  double commit_ = 0;
  double clock_ = 0;
  int number_ = 0;
  int transaction_ = 0;
};

} // namespace

void trace_files(const std::string& conninfo, const std::vector<ChainFile>& files, const Growth& growth,
                 TraceResult& result) {
  Tracer tracer(conninfo, growth, result);
  for (const ChainFile& file : files) tracer.run(file);
}

} // namespace lockstep
