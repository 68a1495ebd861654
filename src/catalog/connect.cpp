// Opens libpq connections; what libpq says about a failure is shown with the usual remedy.
#include "catalog/connect.hpp"

#include "base/text.hpp"
#include "catalog/connection.hpp"
#include "lockstep/error.hpp"

#include <array>
#include <cstdlib>
#include <libpq-fe.h>
#include <vector>

namespace lockstep {
namespace {

/// An unreachable host would otherwise hold the command for minutes.
constexpr const char* default_timeout_seconds = "15";

/// A piece of libpq's message and what usually mends it. Messages of a server in another language get no hint.
struct Remedy {
  std::string_view sign, hint;
};
constexpr std::array remedies = {
    Remedy{"Connection refused", "is the server running there, and does it listen on this host and port?"},
    Remedy{"No such file or directory", "no server listens on this socket: is it running, and is the port right?"},
    Remedy{"could not translate host name", "check the host name"},
    Remedy{"timeout expired", "the server did not answer: check host, port and firewall, or set connect_timeout"},
    Remedy{"password authentication failed", "check user and password; a password can also come from PGPASSWORD or "
                                             "~/.pgpass"},
    Remedy{"no password supplied", "put the password into the URL, PGPASSWORD or ~/.pgpass"},
    Remedy{"Peer authentication failed", "connect as the operating system's user of the same name, or over TCP with a "
                                         "password (host=localhost)"},
    Remedy{"no pg_hba.conf entry", "the server's pg_hba.conf does not let this user in from this address"},
    Remedy{"server does not support SSL", "use sslmode=prefer or disable"},
    Remedy{"too many clients", "wait, or raise max_connections on the server"},
    Remedy{"starting up", "the server is starting: try again in a moment"},
};

std::string find_remedy(std::string_view message) {
  for (const Remedy& remedy : remedies)
    if (message.find(remedy.sign) != std::string_view::npos) return std::string(remedy.hint);
  if (message.find("does not exist") != std::string_view::npos) {
    if (message.find("database \"") != std::string_view::npos) return "create it (createdb), or check its name";
    if (message.find("role \"") != std::string_view::npos) return "create it (createuser), or check the user's name";
  }
  return {};
}

} // namespace

void CloseConnection::operator()(pg_conn* raw) const { PQfinish(raw); }

RawConnection open_raw(const std::string& conninfo) {
  (void)database_of(conninfo); // an unreadable string is reported without quoting it
  // What comes after dbname outdoes the connection string and the environment.
  std::vector<const char*> keys = {"fallback_application_name", "dbname", "client_encoding"};
  std::vector<const char*> values = {"lockstep", conninfo.c_str(), "UTF8"};
  if (std::getenv("PGCONNECT_TIMEOUT") == nullptr && conninfo.find("connect_timeout") == std::string::npos) {
    keys.push_back("connect_timeout");
    values.push_back(default_timeout_seconds);
  }
  keys.push_back(nullptr);
  values.push_back(nullptr);
  RawConnection raw(PQconnectdbParams(keys.data(), values.data(), 1));
  if (raw && PQstatus(raw.get()) == CONNECTION_OK) return raw;
  const std::string message(raw ? trim(PQerrorMessage(raw.get())) : "out of memory");
  Error error = database_error("can not connect: " + message, find_remedy(message));
  error.where = without_password(conninfo);
  throw error;
}

std::string describe_raw(const pg_conn* raw) {
  const auto text = [](const char* part) { return std::string(part == nullptr ? "" : part); };
  return text(PQuser(raw)) + "@" + text(PQhost(raw)) + ":" + text(PQport(raw)) + "/" + text(PQdb(raw));
}

} // namespace lockstep
