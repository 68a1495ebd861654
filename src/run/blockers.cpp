// Reads pg_locks and pg_stat_activity. https://www.postgresql.org/docs/current/view-pg-locks.html
#include "run/blockers.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "emit/locks.hpp"
#include "emit/statement.hpp"
#include "run/wait.hpp"

#include <lockstep/error.hpp>

#include <algorithm>

namespace lockstep {

namespace {

constexpr const char* activity_columns =
    "a.pid, coalesce(a.usename, '?'), coalesce(a.application_name, ''), coalesce(a.state, ''), "
    "coalesce(a.backend_type, ''), "
    "coalesce(extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start), 0), "
    "pg_catalog.left(pg_catalog.regexp_replace(coalesce(a.query, ''), '\\s+', ' ', 'g'), 80)";

/// The columns above, in words.
Blocker read_activity(const Rows& rows, std::size_t row) {
  const auto text = [&](std::size_t column) { return std::string(rows.get(row, column)); };
  Blocker blocker;
  if (rows.is_null(row, 0)) {
    blocker.text = "a prepared transaction (see pg_prepared_xacts)";
    return blocker;
  }
  blocker.pid = text(0);
  blocker.autovacuum = text(4) == "autovacuum worker";
  blocker.idle = text(3).starts_with("idle in transaction");
  blocker.text = "pid " + text(0) + (blocker.autovacuum ? " (autovacuum)" : " (role " + text(1));
  if (!blocker.autovacuum) blocker.text += (text(2).empty() ? "" : ", " + text(2)) + ")";
  if (!text(3).empty()) blocker.text += ", " + text(3) + " for " + duration_words(std::stod(text(5)));
  if (!text(6).empty()) blocker.text += ", query: " + text(6);
  blocker.seconds = std::stod(text(5));
  blocker.wraparound = blocker.autovacuum && text(6).find("to prevent wraparound") != std::string::npos;
  if (blocker.wraparound) blocker.text += ", which yields to nobody";
  return blocker;
}

/// The locks that the unit wants; with no mode for relations that are merely named.
std::vector<RelationLock> wanted_locks(const MigrationUnit& unit) {
  std::vector<RelationLock> locks;
  for (const std::string& text : unit.locks) locks.push_back(parse_lock(text));
  if (!locks.empty()) return locks;
  for (const std::string& statement : unit.statements)
    for (std::string& name : StatementFacts(statement).names()) locks.push_back({std::move(name), ""});
  return locks;
}

} // namespace

std::vector<Blocker> find_blockers(Connection& connection, const MigrationUnit& unit) {
  const std::vector<RelationLock> wanted = wanted_locks(unit);
  std::vector<std::string> names;
  for (const RelationLock& lock : wanted) names.push_back(lock.relation);
  const Rows rows = connection.exec(
      "SELECT " + std::string(activity_columns) +
          ", l.mode, n.position FROM pg_catalog.unnest($1::text[]) WITH ORDINALITY AS n(name, position) "
          "JOIN pg_catalog.pg_locks l ON l.locktype = 'relation' AND l.relation = pg_catalog.to_regclass(n.name) "
          "LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid "
          "WHERE l.granted AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid() AND l.database = "
          "(SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()) "
          "ORDER BY a.xact_start NULLS FIRST, l.pid, n.position",
      {array_literal(names)});
  std::vector<Blocker> blockers;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const RelationLock& lock = wanted[std::stoul(std::string(rows.get(row, 8))) - 1];
    if (!lock.mode.empty() && !locks_conflict(rows.get(row, 7), lock.mode)) continue;
    Blocker blocker = read_activity(rows, row);
    const bool known =
        std::any_of(blockers.begin(), blockers.end(), [&](const Blocker& b) { return b.pid == blocker.pid; });
    if (known) continue;
    blocker.text += "; holds " + lock_words(rows.get(row, 7)) + " on " + lock.relation;
    blockers.push_back(std::move(blocker));
  }
  return blockers;
}

std::vector<Blocker> find_old_snapshots(Connection& connection) {
  const Rows rows = connection.exec("SELECT " + std::string(activity_columns) +
                                    " FROM pg_catalog.pg_stat_activity a WHERE a.datname = "
                                    "pg_catalog.current_database() AND a.pid <> pg_catalog.pg_backend_pid() AND "
                                    "(a.backend_xmin IS NOT NULL OR a.backend_xid IS NOT NULL) AND "
                                    "pg_catalog.clock_timestamp() - a.xact_start > interval '5 seconds' "
                                    "ORDER BY a.xact_start LIMIT 5");
  std::vector<Blocker> found;
  for (std::size_t row = 0; row < rows.size(); ++row) found.push_back(read_activity(rows, row));
  return found;
}

std::vector<std::string> end_blockers(Connection& connection, const std::vector<Blocker>& blockers,
                                      double older_than_seconds) {
  std::vector<std::string> lines;
  for (const Blocker& blocker : blockers) {
    if (blocker.autovacuum || blocker.pid.empty() || blocker.seconds < older_than_seconds) continue;
    try {
      // A pid may have passed to another session meanwhile: its transaction is young.
      const Rows rows = connection.exec("SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity "
                                        "WHERE pid = $1::integer AND pg_catalog.clock_timestamp() - xact_start >= "
                                        "pg_catalog.make_interval(secs => $2::float8)",
                                        {blocker.pid, std::to_string(older_than_seconds)});
      if (rows.size() > 0) lines.push_back("  ended, as --kill-blockers asks: " + blocker.text);
    } catch (const Error& error) {
      if (!connection.alive()) throw;
      lines.push_back("  could not end pid " + blocker.pid + ": " + split(error.what(), '\n').front());
    }
  }
  return lines;
}

std::string describe_blockers(const std::vector<Blocker>& blockers) {
  std::vector<std::string> lines;
  for (const Blocker& blocker : blockers) lines.push_back("  " + blocker.text);
  for (const Blocker& blocker : blockers)
    if (blocker.idle)
      lines.push_back("  to end it: SELECT pg_terminate_backend(" + blocker.pid +
                      "); (cancelling does nothing: it is idle inside a transaction)");
  return join(lines, "\n");
}

} // namespace lockstep
