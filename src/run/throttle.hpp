// What makes a backfill wait: replicas that fall behind, slots that keep WAL back, too many sessions at work, a file.
#pragma once

#include <lockstep/progress.hpp>

#include "catalog/connection.hpp"

#include <chrono>
#include <mutex>
#include <string>

namespace lockstep {

/// Their WAL, of everybody who writes meanwhile, makes the limit of a standby's lag.
inline constexpr double batches_in_lag = 8;

/// Shared by all workers of one backfill.
class Throttle {
  using Clock = std::chrono::steady_clock;

public:
  explicit Throttle(const Pace& pace) : pace_(pace), due_(Clock::now()) {}

  /// Why no batch may begin now, empty when one may. Asks the server a few times a second, and whenever a batch's share
  /// of the lag's limit has been written since. Call it outside a transaction.
  /// @param wal where it stands, in bytes, as far as the caller knows; 0 before its first batch
  [[nodiscard]] std::string reason(Connection& connection, double wal);
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
  Clock::time_point due_; ///< when the rows so far may have been filled
  Clock::time_point asked_{};
  std::string reason_;
  long standbys_ = -1;
  bool lost_standby_ = false;
  double wal_ = 0;     ///< its position when the server was asked last
  double written_ = 0; ///< most bytes of it between two questions
};

} // namespace lockstep
