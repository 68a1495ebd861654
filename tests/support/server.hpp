<<<<<<< HEAD
// The real PostgreSQL that the tests run against: one embedded server for each test process, started when first needed.
// LOCKSTEP_TEST_MAJOR chooses among the installed majors, LOCKSTEP_PG_BIN names the folder of the server's programs.
#pragma once

#include "shadow/shadow.hpp"

#include <string>

namespace lockstep::test {

/// The test process's server, gone at its end.
[[nodiscard]] Shadow& server();
/// The connection string of a new, empty database on it, for a superuser.
[[nodiscard]] std::string fresh_database();
/// Runs a script in a new database and returns its connection string.
[[nodiscard]] std::string database_with(const std::string& script);
/// A program of the server's installation, for example program("pg_dump").
[[nodiscard]] std::string program(const std::string& name);
=======
// Real servers for the tests: one for each PostgreSQL major, started when first asked for, gone when the tests end.
#pragma once

#include "catalog/connection.hpp"
#include "shadow/shadow.hpp"

#include <string>
#include <vector>

namespace lockstep::test {

/// The majors that lockstep supports.
inline constexpr int majors[] = {14, 15, 16, 17, 18};

/// The folder of a server's programs: this machine's, or fetched by scripts/fetch-postgres. Throws when it can not be
/// had.
[[nodiscard]] std::string bindir_of(int major);
/// The server of this major (0: the newest on this machine), shared by all tests of this process.
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
>>>>>>> house

} // namespace lockstep::test
