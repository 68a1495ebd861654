// The shared test server.
#include "support/server.hpp"

#include "catalog/connection.hpp"

#include <cstdlib>

namespace lockstep::test {

Shadow& server() {
  const char* major = std::getenv("LOCKSTEP_TEST_MAJOR");
  static Shadow shadow({.url = {}, .wanted_major = major == nullptr ? 0 : std::atoi(major), .say = {}});
  return shadow;
}

std::string fresh_database() { return server().create_database(); }

std::string database_with(const std::string& script) {
  std::string conninfo = fresh_database();
  Connection(conninfo).exec(script);
  return conninfo;
}

std::string program(const std::string& name) { return server().bindir() + "/" + name; }

} // namespace lockstep::test
