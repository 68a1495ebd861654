// Real servers for the tests, kept in one place until the tests end.
#include "support/server.hpp"

#include "base/text.hpp"
#include "shadow/cluster.hpp"
#include "support/process.hpp"

#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>

namespace lockstep::test {

namespace {

/// Sets an environment variable for the length of a scope.
class Setting {
public:
  Setting(const char* name, const std::string& value) : name_(name) {
    if (const char* old = std::getenv(name)) old_ = std::make_unique<std::string>(old);
    ::setenv(name, value.c_str(), 1);
  }
  ~Setting() {
    if (old_)
      ::setenv(name_, old_->c_str(), 1);
    else
      ::unsetenv(name_);
  }
  Setting(const Setting&) = delete;
  Setting& operator=(const Setting&) = delete;

private:
  const char* name_;
  std::unique_ptr<std::string> old_;
};

std::unique_ptr<Shadow> start(int major) {
  if (major == 0) return std::make_unique<Shadow>(ShadowOptions{});
  const Setting programs("LOCKSTEP_PG_BIN", bindir_of(major));
  ShadowOptions options;
  options.wanted_major = major;
  return std::make_unique<Shadow>(std::move(options));
}

} // namespace

Shadow& server() { return server_of(); }

std::string fresh_database() { return server().create_database(); }

std::string database_with(const std::string& script) {
  std::string conninfo = fresh_database();
  Connection(conninfo).exec(script);
  return conninfo;
}

std::string program(const std::string& name) {
  const std::string own = server().bindir() + "/" + name;
  if (std::filesystem::exists(own)) return own;
  // A fetched server comes without clients; those of another major speak to it too.
  for (const Binaries& binaries : find_binaries())
    if (std::filesystem::exists(binaries.bindir + "/" + name)) return binaries.bindir + "/" + name;
  return name;
}

std::string bindir_of(int major) {
  for (const Binaries& binaries : find_binaries())
    if (binaries.major == major) return binaries.bindir;
  const Ran fetched = shell("scripts/fetch-postgres " + std::to_string(major));
  if (fetched.exit != 0) throw std::runtime_error("no PostgreSQL " + std::to_string(major) + ": " + fetched.err);
  return std::string(trim(fetched.out));
}

Shadow& server_of(int major) {
  if (const char* asked = std::getenv("LOCKSTEP_TEST_MAJOR"); major == 0 && asked != nullptr) major = std::atoi(asked);
  static std::map<int, std::unique_ptr<Shadow>> running;
  std::unique_ptr<Shadow>& server = running[major];
  if (!server) server = start(major);
  return *server;
}

Database::~Database() {
  try {
    server_.drop_database(conninfo_);
  } catch (const std::exception&) {
    // The server goes with the process, and the database with it.
  }
}

std::vector<std::vector<std::string>> query(Connection& connection, const std::string& sql) {
  const Rows rows = connection.exec(sql);
  std::vector<std::vector<std::string>> result(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row)
    for (std::size_t column = 0; column < rows.columns(); ++column)
      result[row].push_back(rows.is_null(row, column) ? "(null)" : std::string(rows.get(row, column)));
  return result;
}

} // namespace lockstep::test
