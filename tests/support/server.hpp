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

} // namespace lockstep::test
