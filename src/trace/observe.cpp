// The catalogs are looked at before and after the statement; the clock runs only in between.
#include "trace/observe.hpp"

#include "emit/locks.hpp"
#include "run/stand_in.hpp"

#include <algorithm>
#include <chrono>
#include <tuple>

namespace lockstep {

namespace {

/// The strongest mode by oid.
std::map<std::string, std::string> locks_of(Connection& connection) {
  const Rows rows = connection.exec("SELECT relation, mode FROM pg_locks WHERE pid = pg_backend_pid() AND granted AND "
                                    "locktype = 'relation' AND relation >= 16384");
  std::map<std::string, std::string> locks;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    std::string mode = lock_words(rows.get(row, 1));
    std::string& strongest = locks[std::string(rows.get(row, 0))];
    if (lock_strength(mode) > lock_strength(strongest)) strongest = std::move(mode);
  }
  return locks;
}

struct Counted {
  std::int64_t read = 0;
  std::int64_t changed = 0;
};
/// Rows by table, in the open transaction.
std::map<std::string, Counted> counts_of(Connection& connection) {
  const Rows rows = connection.exec(
      "SELECT quote_ident(schemaname) || '.' || quote_ident(relname), seq_tup_read + coalesce(idx_tup_fetch, 0), "
      "n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables");
  std::map<std::string, Counted> counts;
  for (std::size_t row = 0; row < rows.size(); ++row)
    counts[std::string(rows.get(row, 0))] = {rows.number(row, 1), rows.number(row, 2)};
  return counts;
}

std::int64_t bytes_of(Connection& connection, const std::string& oid) {
  return connection.exec("SELECT pg_relation_size($1::oid)", {oid}).number(0, 0);
}

std::int64_t log_position(Connection& connection) {
  return connection.exec("SELECT (pg_current_wal_insert_lsn() - '0/0')::bigint").number(0, 0);
}

bool is_index(const Relation& relation) { return relation.kind == 'i'; }
bool is_table(const Relation& relation) { return relation.kind == 'r' || relation.kind == 'm'; }

void add_locks(const Relations& others, const Passages& passages, const std::map<std::string, std::string>& before,
               const std::map<std::string, std::string>& after, TraceStatement& statement) {
  for (const auto& [oid, mode] : after) {
    const auto relation = others.find(oid);
    if (relation == others.end() || is_index(relation->second) || relation->second.kind == 'I') continue;
    const auto held = before.find(oid);
    if (held != before.end() && lock_strength(held->second) >= lock_strength(mode)) continue;
    statement.locks.push_back(
        {relation->second.name, mode, locks_conflict(mode, "ACCESS SHARE"), locks_conflict(mode, "ROW EXCLUSIVE")});
    add_queue(passages, oid, statement.locks.back());
  }
}

/// New files of tables that were there before, and of their indexes, old or new. The private server logs nothing of
/// what it can sync instead; a server with replicas does.
void add_files(Connection& connection, const Relations& others, const Relations& before, const Relations& after,
               TraceStatement& statement) {
  for (const auto& [oid, relation] : after) {
    const auto old = before.find(oid);
    if (old != before.end() && old->second.file == relation.file) continue;
    const bool rewritten = is_table(relation) && old != before.end();
    const bool built = is_index(relation) && others.contains(relation.table);
    if (!rewritten && !built) continue;
    const std::int64_t bytes = bytes_of(connection, oid);
    (rewritten ? statement.rewrites : statement.builds).push_back({relation.name, bytes});
    if (!statement.outside) statement.wal += bytes;
  }
}

void add_rows(const Relations& others, const std::map<std::string, Counted>& before,
              const std::map<std::string, Counted>& after, TraceStatement& statement) {
  for (const auto& [oid, relation] : others) {
    const auto now = after.find(relation.name);
    if (now == after.end()) continue;
    const auto then = before.find(relation.name);
    const Counted was = then == before.end() ? Counted{} : then->second;
    if (now->second.read > was.read) statement.reads.push_back({relation.name, now->second.read - was.read});
    if (now->second.changed > was.changed)
      statement.changes.push_back({relation.name, now->second.changed - was.changed});
  }
}

} // namespace

Relations relations_of(Connection& connection) {
  const Rows rows = connection.exec(
      "SELECT c.oid, quote_ident(n.nspname) || '.' || quote_ident(c.relname), c.relkind, c.relfilenode, x.indrelid "
      "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_index x ON x.indexrelid = c.oid "
      "WHERE c.relkind IN ('r', 'p', 'm', 'v', 'i', 'I', 'f') AND c.oid >= 16384 AND n.nspname !~ '^pg_'");
  Relations relations;
  for (std::size_t row = 0; row < rows.size(); ++row)
    relations[std::string(rows.get(row, 0))] = {std::string(rows.get(row, 1)), rows.get(row, 2).front(),
                                                std::string(rows.get(row, 3)), std::string(rows.get(row, 4))};
  return relations;
}

std::string lock_timeout_of(Connection& connection) {
  return std::string(connection.exec("SELECT current_setting('lock_timeout')").get(0, 0));
}

void observe(Connection& connection, const Relations& others, const Passages& passages, TraceStatement& statement) {
  if (statement.lock_timeout.empty()) statement.lock_timeout = lock_timeout_of(connection);
  const Relations before = relations_of(connection);
  const auto locks = locks_of(connection);
  const auto counts = counts_of(connection);
  const std::int64_t log = log_position(connection);
  const std::string sql = stand_in_for(connection, statement.sql);
  const auto start = std::chrono::steady_clock::now();
  connection.exec(sql);
  statement.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  statement.wal = log_position(connection) - log;
  add_locks(others, passages, locks, locks_of(connection), statement);
  add_files(connection, others, before, relations_of(connection), statement);
  if (!statement.outside) add_rows(others, counts, counts_of(connection), statement);
}

} // namespace lockstep
