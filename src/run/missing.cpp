// Roles and tablespaces in the private servers.
#include "run/missing.hpp"

#include "base/sql.hpp"

#include <string>
#include <string_view>

namespace lockstep {

namespace {

bool is_private(Connection& connection) {
  if (!connection.alive()) return false;
  const Rows rows = connection.exec("SELECT current_setting('cluster_name') IN ('lockstep-shadow', 'lockstep-dev')");
  return rows.get(0, 0) == "t";
}

/// The name in `<what> "<name>" does not exist`, in SQL spelling; empty for other errors.
std::string missing_name(const Error& error, const std::string& what) {
  const std::string message = error.what();
  const std::string begin = what + " \"";
  const auto close = message.rfind("\" does not exist");
  if (error.sqlstate != "42704" || !message.starts_with(begin) || close == std::string::npos) return "";
  return quote_ident(message.substr(begin.size(), close - begin.size()));
}

/// Another session may be making it at this very moment.
void make_role(Connection& connection, const std::string& role) {
  connection.exec("DO $$ BEGIN CREATE ROLE " + role +
                  "; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$");
}

/// In the server's own folder: which disk it would be on is no matter there.
void make_tablespace(Connection& connection, const std::string& tablespace) {
  connection.exec("SET allow_in_place_tablespaces = on");
  try {
    connection.exec("CREATE TABLESPACE " + tablespace + " LOCATION ''");
  } catch (const Error& error) {
    if (error.sqlstate != "42710" && error.sqlstate != "23505") throw;
  }
}

} // namespace

bool has_role_already(Connection& connection, const Error& error) {
  return error.sqlstate == "42710" && std::string_view(error.what()).starts_with("role \"") && is_private(connection);
}

std::string make_missing(Connection& connection, const Error& error, bool in_transaction) {
  const std::string role = missing_name(error, "role");
  const std::string tablespace = in_transaction ? "" : missing_name(error, "tablespace");
  if ((role.empty() && tablespace.empty()) || !is_private(connection)) return "";
  if (role.empty())
    make_tablespace(connection, tablespace);
  else
    make_role(connection, role);
  return role.empty() ? "tablespace " + tablespace : "role " + role;
}

} // namespace lockstep
