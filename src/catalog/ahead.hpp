// Queries whose answers are worked on while the server is at the next ones. Internal to the room.
#pragma once

#include "catalog/connection.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace lockstep {

class QueriesAhead {
public:
  /// Nothing else may use the connection until all answers were taken or this is gone.
  QueriesAhead(Connection& connection, std::vector<std::string> queries);
  ~QueriesAhead();
  QueriesAhead(const QueriesAhead&) = delete;
  QueriesAhead& operator=(const QueriesAhead&) = delete;

  /// The answer to the next query, in their order. Throws what the query threw.
  [[nodiscard]] Rows next();

private:
  void ask();
  [[nodiscard]] bool may_ask();
  void answered(Rows rows, std::exception_ptr failure);

  struct Answer {
    Rows rows;
    std::exception_ptr failure;
  };

  Connection& connection_;
  std::vector<std::string> queries_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Answer> answers_; ///< not yet taken
  bool stopped_ = false;
  std::thread asking_;
};

} // namespace lockstep
