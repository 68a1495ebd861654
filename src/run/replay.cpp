// Replays a file on a scratch database: no history, no timeouts, no retries, as few round trips as can be.
#include "base/text.hpp"
#include "emit/statement.hpp"
#include "run/apply.hpp"
#include "run/file_run.hpp"
#include "run/missing.hpp"
#include "run/stand_in.hpp"

#include <lockstep/error.hpp>

#include <algorithm>

namespace lockstep {

namespace {

[[noreturn]] void fail(const ChainFile& file, Error error) {
  error.where = file.path;
  if (error.doing.empty()) error.doing = "replaying the migrations";
  throw error;
}

/// One query string is one transaction for the server.
std::string as_one(Connection& connection, const std::vector<std::string>& statements) {
  std::string text;
  for (const std::string& statement : statements)
    text += (text.empty() ? "" : "\n;\n") + stand_in_for(connection, statement);
  return text;
}

/// One by one in a transaction, so that the error names its statement.
void run_slowly(Connection& connection, const ChainFile& file, const std::vector<std::string>& statements) {
  connection.exec("BEGIN");
  std::size_t at = 0;
  try {
    for (; at < statements.size(); ++at) connection.exec(stand_in_for(connection, statements[at]));
    connection.exec("COMMIT");
  } catch (const Error& error) {
    if (connection.alive()) connection.exec("ROLLBACK");
    if (!make_missing(connection, error).empty()) return run_slowly(connection, file, statements);
    if (!has_role_already(connection, error)) fail(file, error);
    std::vector<std::string> others = statements;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(at));
    run_slowly(connection, file, others);
  }
}

void run_together(Connection& connection, const ChainFile& file, const std::vector<std::string>& statements) {
  if (statements.empty()) return;
  try {
    connection.exec(as_one(connection, statements));
  } catch (const Error& error) {
    if (!make_missing(connection, error).empty()) return run_together(connection, file, statements);
    if (statements.size() == 1 && has_role_already(connection, error)) return;
    if (statements.size() == 1 || !connection.alive()) fail(file, error);
    run_slowly(connection, file, statements);
  }
}

/// The answer to a guard, and what follows from it.
Guard::Otherwise ask(Connection& connection, const Guard& guard, std::string& said) {
  try {
    const Rows rows = connection.exec(guard.query);
    said = rows.size() == 0 ? "answers nothing" : "answers " + std::string(rows.get(0, 0));
    const bool holds = rows.size() != 0 && rows.get(0, 0) == guard.expected;
    return holds ? Guard::Otherwise::run : guard.otherwise;
  } catch (const Error& error) {
    if (!connection.alive()) throw;
    said = error.what();
    return guard.on_error;
  }
}

/// Whether the file runs: what its runner asks of a database first is asked of this one.
bool is_wanted(Connection& connection, const ChainFile& file) {
  for (const Guard& guard : file.guards) {
    std::string said;
    const Guard::Otherwise then = ask(connection, guard, said);
    if (then == Guard::Otherwise::skip) return false;
    if (then == Guard::Otherwise::run) continue;
    Error error = usage_error("the migrations stop at this precondition, also on a database that holds what they made "
                              "so far: " +
                                  guard.query + " " + said,
                              "mend it, or let it skip the changeset: onFail:MARK_RAN");
    error.where = file.path.substr(0, file.path.find('#')) + ":" + std::to_string(guard.line);
    throw error;
  }
  return true;
}

std::vector<std::string> surrounded(const std::vector<std::string>& statements, const Around& around) {
  std::vector<std::string> all;
  for (const std::string& statement : statements) {
    all.insert(all.end(), around.before_each.begin(), around.before_each.end());
    all.push_back(statement);
    all.insert(all.end(), around.after_each.begin(), around.after_each.end());
  }
  return all;
}

void run_apart(Connection& connection, const ChainFile& file, const std::vector<std::string>& statements) {
  for (const std::string& statement : statements) run_together(connection, file, {statement});
}

} // namespace

void replay_file(Connection& connection, const ChainFile& file) {
  if (!is_wanted(connection, file)) return;
  const Around& around = file.around;
  const bool each = file.migration.mode == TransactionMode::each;
  const bool plain = around.before_each.empty() && around.after_each.empty();
  std::vector<std::string> all = around.before;
  if (each) run_apart(connection, file, all);
  for (const MigrationUnit& unit : file.migration.units) {
    const std::vector<std::string> statements = surrounded(unit.statements, around);
    if (each && plain) run_together(connection, file, statements);
    if (each && !plain) run_apart(connection, file, statements);
    all.insert(all.end(), statements.begin(), statements.end());
  }
  all.insert(all.end(), around.after.begin(), around.after.end());
  if (each)
    run_apart(connection, file, around.after);
  else
    run_together(connection, file, all);
  const bool sets = std::any_of(all.begin(), all.end(),
                                [](const std::string& statement) { return StatementFacts(statement).sets_session(); });
  if (sets) connection.exec("RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL");
}

} // namespace lockstep
