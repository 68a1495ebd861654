// Roles and tablespaces in the private servers.
#include "run/missing.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "run/role_statement.hpp"

#include <string>
#include <string_view>

namespace lockstep {

namespace {

/// The name in `<what> "<name>" does not exist`, in SQL spelling; empty for other errors.
std::string missing_name(const Error& error, const std::string& what) {
  const std::string message = error.what();
  const std::string begin = what + " \"";
  const auto close = message.rfind("\" does not exist");
  if (error.sqlstate != "42704" || !message.starts_with(begin) || close == std::string::npos) return "";
  return quote_ident(message.substr(begin.size(), close - begin.size()));
}

/// The role in `ALTER … OWNER TO role` that the server wants to be a superuser; empty for other errors.
std::string role_to_raise(Connection& connection, const Error& error) {
  constexpr std::string_view words = " OWNER TO ";
  const auto at = error.sql.rfind(words);
  const bool is_owner = std::string_view(error.what()).starts_with("permission denied to change owner of");
  if (error.sqlstate != "42501" || !is_owner || at == std::string::npos) return "";
  const std::vector<std::string> name = parse_name(trim(std::string_view(error.sql).substr(at + words.size())));
  if (name.size() != 1) return "";
  const Rows known = connection.exec("SELECT rolsuper FROM pg_roles WHERE rolname = $1", {name.front()});
  return known.size() == 1 && known.get(0, 0) == "f" ? quote_ident(name.front()) : std::string();
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

bool holds(Connection& connection, const char* condition) {
  return connection.alive() && connection.exec(std::string("SELECT ") + condition).get(0, 0) == "t";
}

} // namespace

bool is_private(Connection& connection) {
  return holds(connection, "current_setting('cluster_name') IN ('lockstep-shadow', 'lockstep-dev')");
}

bool keeps_roles(Connection& connection) {
  return holds(connection, "to_regclass('lockstep.shadow_roles') IS NOT NULL");
}

bool has_role_already(Connection& connection, const Error& error) {
  return error.sqlstate == "42710" && std::string_view(error.what()).starts_with("role \"") && is_private(connection);
}

std::string make_missing(Connection& connection, const Error& error, bool in_transaction) {
  const std::string role = missing_name(error, "role");
  const std::string tablespace = in_transaction ? "" : missing_name(error, "tablespace");
  const bool asks_superuser = error.sqlstate == "42501" && connection.alive() && is_private(connection);
  if (const std::string owner = asks_superuser ? role_to_raise(connection, error) : std::string(); !owner.empty()) {
    connection.exec("ALTER ROLE " + owner + " SUPERUSER");
    return "superuser " + owner;
  }
  if (role.empty() && tablespace.empty()) return "";
  const bool own = is_private(connection);
  if (!own && (role.empty() || !keeps_roles(connection))) return "";
  if (role.empty())
    make_tablespace(connection, tablespace);
  else
    connection.exec(bare_role_sql(role, own ? "" : bare_role_comment));
  return role.empty() ? "tablespace " + tablespace : "role " + role;
}

} // namespace lockstep
