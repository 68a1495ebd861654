// Queries whose answers are worked on while the server is at the next one. Internal to the room.
#pragma once

#include "catalog/connection.hpp"

#include <future>
#include <string>
#include <vector>

namespace lockstep {

class QueriesAhead {
public:
  /// Nothing else may use the connection until all answers were taken or this is gone.
  QueriesAhead(Connection& connection, std::vector<std::string> queries);
  /// The answer to the next query, in their order. Throws what the query threw.
  [[nodiscard]] Rows next();

private:
  void start();

  Connection& connection_;
  std::vector<std::string> queries_;
  std::size_t started_ = 0;
  std::future<Rows> answer_; // its end is waited for when this goes
};

} // namespace lockstep
