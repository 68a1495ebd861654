// A server that the user gave for the shadow's databases. Internal to the room.
#pragma once

#include "catalog/connection.hpp"

#include <set>
#include <string>
#include <sys/types.h>
#include <unistd.h>

namespace lockstep {

class GivenServer {
public:
  /// Connects, checks the right to create databases, and drops what dead runs of the same role have left. Throws Error.
  explicit GivenServer(std::string url);
  /// Drops what was remembered.
  ~GivenServer();
  GivenServer(const GivenServer&) = delete;
  GivenServer& operator=(const GivenServer&) = delete;

  Connection& maintenance() { return connection_; }
  /// Begins the names of this run's databases, and names its session: "lockstep_shadow_<time>_<random>".
  [[nodiscard]] const std::string& run() const { return run_; }
  [[nodiscard]] std::string conninfo(const std::string& database) const { return with_database(url_, database); }
  /// What CREATE DATABASE needs beside ENCODING 'UTF8' on this server.
  [[nodiscard]] const std::string& locale_clause() const { return locale_clause_; }
  void remember(const std::string& database) { databases_.insert(database); }
  /// With its subscriptions. Throws Error when somebody is in it and may not be sent away.
  void drop_database(const std::string& database);

private:
  void drop_bare_roles();

  std::string url_;
  Connection connection_;
  pid_t owner_ = ::getpid();
  std::string run_;
  std::string locale_clause_;
  std::set<std::string> databases_;
};

} // namespace lockstep
