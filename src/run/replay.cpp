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

} // namespace

void replay_file(Connection& connection, const ChainFile& file) {
  std::vector<std::string> all;
  for (const MigrationUnit& unit : file.migration.units) {
    if (file.migration.mode == TransactionMode::each) run_together(connection, file, unit.statements);
    all.insert(all.end(), unit.statements.begin(), unit.statements.end());
  }
  if (file.migration.mode == TransactionMode::file) run_together(connection, file, all);
  const bool sets = std::any_of(all.begin(), all.end(),
                                [](const std::string& statement) { return StatementFacts(statement).sets_session(); });
  if (sets) connection.exec("RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL");
}

} // namespace lockstep
