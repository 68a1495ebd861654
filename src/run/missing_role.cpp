// Roles in the private server.
#include "run/missing_role.hpp"

#include "base/sql.hpp"

#include <string>
#include <string_view>

namespace lockstep {

namespace {

bool is_private(Connection& connection) {
  return connection.alive() && connection.exec("SELECT current_setting('cluster_name')").get(0, 0) == "lockstep-shadow";
}

} // namespace

bool has_role_already(Connection& connection, const Error& error) {
  return error.sqlstate == "42710" && std::string_view(error.what()).starts_with("role \"") && is_private(connection);
}

bool make_missing_role(Connection& connection, const Error& error) {
  const std::string message = error.what();
  constexpr std::string_view begin = "role \"";
  constexpr std::string_view end = "\" does not exist";
  const auto close = message.rfind(end);
  if (error.sqlstate != "42704" || !message.starts_with(begin) || close == std::string::npos) return false;
  if (!is_private(connection)) return false;
  const std::string role = quote_ident(message.substr(begin.size(), close - begin.size()));
  // Another session may be making it at this very moment.
  connection.exec("DO $$ BEGIN CREATE ROLE " + role +
                  "; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$");
  return true;
}

} // namespace lockstep
