// A reader and a writer that never pause, and how long the slowest of their statements had to wait.
#pragma once

#include "catalog/connection.hpp"

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

namespace lockstep::test {

/// One client in a closed loop: a statement begins as soon as the one before it has ended. {k} stands for a random key.
class Client {
public:
  Client(const std::string& conninfo, std::string statement, long keys);
  ~Client() { stop(); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void stop();
  /// Read these after stop().
  std::string error;                    ///< the first one, empty when there was none; it ends the loop
  std::chrono::microseconds longest{0}; ///< of one statement
  std::atomic<long> done = 0;           ///< statements that ended well

private:
  void run();

  Connection connection_;
  std::string statement_;
  long keys_;
  std::atomic<bool> enough_ = false;
  std::thread thread_;
};

} // namespace lockstep::test
