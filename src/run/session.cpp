// Settings that a file leaves behind must not reach the next file: under psql every file has its own session.
#include "run/session.hpp"

#include "base/sql.hpp"

#include <lockstep/error.hpp>

namespace lockstep {

Session::Session(Connection& connection, bool writes) : connection_(connection) {
  const Rows rows = connection_.exec("SELECT pg_catalog.pg_is_in_recovery(), "
                                     "pg_catalog.current_setting('transaction_read_only'), "
                                     "pg_catalog.current_setting('role')");
  const auto refuse = [&](const std::string& message, const std::string& hint) {
    Error error = database_error(message, hint);
    error.where = connection_.describe();
    throw error;
  };
  if (writes && rows.get(0, 0) == "t")
    refuse("this server is a standby: it can only be read", "connect to the primary");
  if (writes && rows.get(0, 1) == "on")
    refuse("this session is read-only", "look for default_transaction_read_only at the role, the database and in the "
                                        "connection string");
  const std::string role(rows.get(0, 2));
  role_ = role == "none" ? role : quote_ident(role);
  connection_.exec("SET application_name = 'lockstep'");
}

void Session::reset() {
  connection_.exec("RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; SET application_name = 'lockstep'");
}

std::string Session::own_role_sql() const { return "SET LOCAL SESSION AUTHORIZATION DEFAULT; SET LOCAL ROLE " + role_; }

void Session::take_own_role() { connection_.exec(own_role_sql()); }

Session::~Session() {
  if (!connection_.alive()) return;
  try {
    connection_.exec("RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL");
  } catch (const Error&) {
    // The caller's next statement tells what is wrong with the connection.
  }
}

bool is_lost(const Connection& connection, const std::string& sqlstate) {
  return sqlstate == "57P01" || sqlstate == "57P02" || sqlstate == "57P03" || sqlstate.starts_with("08") ||
         !connection.alive();
}

} // namespace lockstep
