// Opening libpq connections, with messages that say what to do. Internal to the room.
#pragma once

#include <memory>
#include <string>

struct pg_conn;

namespace lockstep {

struct CloseConnection {
  void operator()(pg_conn* raw) const;
};
using RawConnection = std::unique_ptr<pg_conn, CloseConnection>;

/// An open connection. Throws Error: usage when the string can not be read, database when the server is not reached.
[[nodiscard]] RawConnection open_raw(const std::string& conninfo);
/// "user@host:port/database".
[[nodiscard]] std::string describe_raw(const pg_conn* raw);

} // namespace lockstep
