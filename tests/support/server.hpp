// Real servers for the tests: one for each PostgreSQL major, started when first asked for, gone when the tests end.
// LOCKSTEP_TEST_MAJOR chooses the major of server(), LOCKSTEP_PG_BIN names the folder of its programs.
#pragma once

#include "catalog/connection.hpp"
#include "shadow/shadow.hpp"

#include <string>
#include <vector>

namespace lockstep::test {

/// The server of this process, of the newest major on this machine unless LOCKSTEP_TEST_MAJOR says another.
[[nodiscard]] Shadow& server();
/// The connection string of a new, empty database on it, for a superuser.
[[nodiscard]] std::string fresh_database();
/// Runs a script in a new database and returns its connection string.
[[nodiscard]] std::string database_with(const std::string& script);
/// A program of the server's installation, for example program("pg_dump").
[[nodiscard]] std::string program(const std::string& name);

/// The majors that lockstep supports.
inline constexpr int majors[] = {14, 15, 16, 17, 18};

/// The folder of a server's programs: this machine's, or fetched by scripts/fetch-postgres. Throws when it can not be
/// had.
[[nodiscard]] std::string bindir_of(int major);
/// The server of this major (0: as server()), shared by all tests of this process.
[[nodiscard]] Shadow& server_of(int major = 0);

/// A database of its own for one test, dropped at the end.
class Database {
public:
  explicit Database(int major = 0) : server_(server_of(major)), conninfo_(server_.create_database()) {}
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  [[nodiscard]] const std::string& conninfo() const { return conninfo_; }
  [[nodiscard]] Connection connect() const { return Connection(conninfo_); }

private:
  Shadow& server_;
  std::string conninfo_;
};

/// All rows of a query, as text; null is "(null)".
[[nodiscard]] std::vector<std::vector<std::string>> query(Connection& connection, const std::string& sql);

} // namespace lockstep::test
