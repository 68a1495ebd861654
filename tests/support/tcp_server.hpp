// A server that listens on loopback, as drivers of other languages want it.
#pragma once

#include "support/folder.hpp"

#include <string>

namespace lockstep::test {

/// Started by a user that may run servers; gone with the tests.
class TcpServer {
public:
  TcpServer();
  ~TcpServer();
  TcpServer(const TcpServer&) = delete;
  TcpServer& operator=(const TcpServer&) = delete;

  std::string port;

private:
  TemporaryFolder folder_;
};

[[nodiscard]] TcpServer& tcp_server();

/// A new database of it.
class TcpDatabase {
public:
  explicit TcpDatabase(const std::string& about);
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::string url() const;
  [[nodiscard]] std::string jdbc() const;

private:
  std::string name_;
};

} // namespace lockstep::test
