// trace for people and as JSON. Times differ from run to run: what is compared leaves them out.
#include <lockstep/trace.hpp>

#include "base/text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace lockstep {

namespace {

using Json = nlohmann::ordered_json;

std::string time_text(double seconds) {
  if (seconds < 0.1) return fmt::format("{:.1f} ms", seconds * 1e3);
  if (seconds < 1) return fmt::format("{:.0f} ms", seconds * 1e3);
  if (seconds < 120) return fmt::format("{:.1f} s", seconds);
  return seconds < 7200 ? fmt::format("{:.0f} min", seconds / 60) : fmt::format("{:.1f} h", seconds / 3600);
}

std::string bytes_text(std::int64_t bytes) {
  if (bytes < 10000) return fmt::format("{} bytes", bytes);
  if (bytes < 10000000) return fmt::format("{} kB", bytes / 1000);
  return fmt::format("{} MB", bytes / 1000000);
}

std::string estimate_text(double estimate, double measured) {
  return estimate > measured * 1.5 ? ", about " + time_text(estimate) + " with production's rows" : "";
}

std::string first_line(const std::string& sql) {
  constexpr std::size_t widest = 100;
  std::string text = replace_all(sql, "\n", " ");
  while (text.find("  ") != std::string::npos) text = replace_all(text, "  ", " ");
  return text.size() > widest ? text.substr(0, widest - 3) + "..." : text;
}

std::string blocks_text(const TraceLock& lock) {
  if (lock.blocks_reads) return ", keeps reads and writes waiting";
  return lock.blocks_writes ? ", keeps writes waiting" : "";
}

/// Whom the request for a lock waits for, and who waits behind it; only where somebody would notice.
std::string queue_text(const TraceStatement& statement, const TraceLock& lock) {
  const bool strong = lock.blocks_reads || lock.blocks_writes;
  if (lock.queue.empty() || !(strong || statement.outside)) return {};
  const bool endless = statement.lock_timeout.empty() || statement.lock_timeout == "0";
  return "       waits " + (endless ? "without end" : "for up to " + statement.lock_timeout) + " for running " +
         join(lock.queue, ", ") + (strong ? "; later ones wait behind it" : "; reads and writes go on") + "\n";
}

std::string rows_text(const TraceLock& lock) {
  return lock.rows < 0 ? "" : " (" + count_of(static_cast<std::size_t>(lock.rows), "row") + ")";
}

void add_works(std::string& text, const char* verb, const std::vector<TraceWork>& works, bool bytes) {
  for (const TraceWork& work : works)
    text += "     " + std::string(verb) + " " +
            (bytes ? work.relation + ": " + bytes_text(work.amount)
                   : count_of(static_cast<std::size_t>(work.amount), "row") + " of " + work.relation) +
            "\n";
}

std::string statement_text(const TraceStatement& statement) {
  std::string text = fmt::format("{:3}  {}\n     {}{}{}", statement.number, first_line(statement.sql),
                                 time_text(statement.seconds), estimate_text(statement.estimate, statement.seconds),
                                 statement.outside ? ", outside of a transaction" : "");
  if (statement.wal > 0) text += ", log " + bytes_text(statement.wal);
  text += "\n";
  for (const TraceLock& lock : statement.locks)
    text += "     " + lock.mode + " on " + lock.relation + rows_text(lock) +
            (statement.outside ? "" : " for " + time_text(lock.held) + estimate_text(lock.estimate, lock.held)) +
            blocks_text(lock) + "\n" + queue_text(statement, lock);
  add_works(text, "rewrites", statement.rewrites, true);
  add_works(text, "builds", statement.builds, true);
  add_works(text, "reads", statement.reads, false);
  add_works(text, "changes", statement.changes, false);
  if (!statement.note.empty()) text += "     " + statement.note + "\n";
  return text;
}

std::string as_text(const TraceResult& result) {
  std::string text;
  for (const TraceFilled& one : result.filled)
    if (one.why.empty())
      text += "filled " + one.table + " with " + count_of(static_cast<std::size_t>(one.rows), "row") + "\n";
    else
      text += fmt::format("filled {} with {} of {}: {}\n", one.table, one.rows,
                          count_of(static_cast<std::size_t>(one.wanted), "row"), one.why);
  std::string file;
  int transaction = 0;
  for (const TraceStatement& statement : result.statements) {
    if (statement.file != file)
      text += (text.empty() ? "" : "\n") + statement.file + "\n";
    else if (statement.transaction != transaction)
      text += "\n";
    file = statement.file;
    transaction = statement.transaction;
    text += statement_text(statement);
  }
  if (!result.over.empty()) text += "\n";
  for (const Finding& finding : result.over)
    text += finding.code + ": " + finding.message + "\n  " + finding.hint + "\n";
  return text;
}

Json works_json(const std::vector<TraceWork>& works, const char* unit) {
  Json list = Json::array();
  for (const TraceWork& work : works) list.push_back({{"relation", work.relation}, {unit, work.amount}});
  return list;
}

double milliseconds_of(double seconds) { return std::round(seconds * 1e6) / 1e3; }

Json estimate_json(double seconds) { return seconds < 0 ? Json() : Json(milliseconds_of(seconds)); }

Json statement_json(const TraceStatement& statement) {
  Json locks = Json::array();
  for (const TraceLock& lock : statement.locks)
    locks.push_back({{"relation", lock.relation},
                     {"mode", lock.mode},
                     {"blocks_reads", lock.blocks_reads},
                     {"blocks_writes", lock.blocks_writes},
                     {"held_ms", milliseconds_of(lock.held)},
                     {"estimated_ms", estimate_json(lock.estimate)},
                     {"waits_for", lock.queue},
                     {"rows", lock.rows < 0 ? Json() : Json(lock.rows)}});
  return {{"file", statement.file},
          {"number", statement.number},
          {"transaction", statement.transaction},
          {"outside_transaction", statement.outside},
          {"sql", statement.sql},
          {"begin_ms", milliseconds_of(statement.begin)},
          {"ms", milliseconds_of(statement.seconds)},
          {"estimated_ms", estimate_json(statement.estimate)},
          {"wal_bytes", statement.wal},
          {"lock_timeout", statement.lock_timeout},
          {"locks", locks},
          {"rewrites", works_json(statement.rewrites, "bytes")},
          {"builds", works_json(statement.builds, "bytes")},
          {"reads", works_json(statement.reads, "rows")},
          {"changes", works_json(statement.changes, "rows")},
          {"note", statement.note}};
}

std::string as_json(const TraceResult& result) {
  Json filled = Json::array();
  for (const TraceFilled& one : result.filled)
    filled.push_back({{"table", one.table}, {"wanted", one.wanted}, {"rows", one.rows}, {"why", one.why}});
  Json statements = Json::array();
  for (const TraceStatement& statement : result.statements) statements.push_back(statement_json(statement));
  Json over = Json::array();
  for (const Finding& finding : result.over)
    over.push_back({{"code", finding.code}, {"message", finding.message}, {"hint", finding.hint}});
  const Json all{{"version", 1},
                 {"lock_budget_ms", milliseconds_of(result.budget)},
                 {"filled", filled},
                 {"statements", statements},
                 {"over_budget", over}};
  return all.dump(2) + "\n";
}

} // namespace

std::string trace_as(const std::string& format, const TraceResult& result) {
  if (format == "json") return as_json(result);
  if (format == "text") return as_text(result);
  throw usage_error("trace has no format " + format, "--format text and --format json are there");
}

} // namespace lockstep
