// What makes a backfill wait: replicas that fall behind, slots that keep WAL back, too many sessions at work, a file.
#pragma once

#include <lockstep/progress.hpp>

#include "catalog/connection.hpp"

#include <chrono>
#include <mutex>
#include <string>

namespace lockstep {

/// Shared by all workers of one backfill.
class Throttle {
public:
  explicit Throttle(const Pace& pace) : pace_(pace), begin_(std::chrono::steady_clock::now()) {}

  /// Why no batch may begin now, empty when one may. Asks the server a few times a second at most. Call it outside a
  /// transaction.
  [[nodiscard]] std::string reason(Connection& connection);
  /// Whether a standby that was there when it began is gone. That does not get better by itself.
  [[nodiscard]] bool lost_standby() const { return lost_standby_; }
  /// Rows that were filled; gives the seconds to rest so that the rate is kept.
  [[nodiscard]] double count(double rows);

private:
  [[nodiscard]] std::string ask(Connection& connection);
  [[nodiscard]] std::string ask_replicas(Connection& connection);
  [[nodiscard]] double written_between(double wal);

  const Pace pace_;
  std::mutex mutex_;
  std::chrono::steady_clock::time_point begin_;
  std::chrono::steady_clock::time_point asked_{};
  std::string reason_;
  long standbys_ = -1;
  bool lost_standby_ = false;
  double rows_ = 0;
  double wal_ = 0;     ///< its position when the server was asked last
  double written_ = 0; ///< most bytes of it between two questions
};

} // namespace lockstep
