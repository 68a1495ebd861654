// How long and how often one unit is tried: short waits for locks, growing, with pauses that leave the queue empty.
#pragma once

#include "run/apply.hpp"
#include "run/blockers.hpp"
#include "run/wait.hpp"

#include <lockstep/error.hpp>

#include <functional>
#include <random>
#include <string>

namespace lockstep {

/// A request for a strong lock that waits keeps every later reader and writer waiting behind it. So the first attempt
/// does not wait at all; behind a long transaction the next ones do not either, behind short ones they wait a little,
/// and more each time. An autovacuum worker yields only to one that has waited for deadlock_timeout: it is asked to by
/// a lock that holds up nobody else.
class Patience {
public:
  Patience(Connection& connection, const ApplyOptions& options);

  /// Sets the timeouts of the next attempt and asks for its strong locks in the way that disturbs others least. Call it
  /// inside the transaction, before the unit's statements. Throws Error, 55P03 when the locks can not be had.
  void begin(const MigrationUnit& unit) const;
  /// lock_timeout for the next attempt: the file's own or a rung of the ladder below it; empty: leave the server's.
  [[nodiscard]] std::string lock_timeout(const MigrationUnit& unit) const;
  /// After a failed attempt, when its transaction is rolled back: true when to try again, after a pause. False when the
  /// error does not pass by waiting or the time is over; then `given_up` says so.
  [[nodiscard]] bool try_again(const Error& error, const MigrationUnit& unit);
  /// "gave up after 60 s and 14 attempts …" with the blockers, empty when the error was no matter of waiting.
  [[nodiscard]] const std::string& given_up() const { return given_up_; }

private:
  /// Whether the next attempt takes the locks that the unit names with NOWAIT, before its statements.
  [[nodiscard]] bool probes(const MigrationUnit& unit) const;
  void say(const std::string& text) const;
  void give_up(const std::vector<Blocker>& blockers);

  Connection& connection_;
  const ApplyOptions& options_;
  Deadline deadline_;
  std::mt19937 random_;
  int attempts_ = 0;
  bool polite_ = true;
  bool autovacuum_ = false; ///< an autovacuum worker was in the way of the last attempt
  std::string given_up_;
};

/// Seconds to rest after so many attempts: growing to 5, and of random length between half and the whole, so that two
/// that met once do not meet each time.
[[nodiscard]] double retry_pause(int attempts, std::mt19937& random);
/// SET LOCAL of one setting; empty: as the server has it.
[[nodiscard]] std::string set_local(const char* setting, const std::string& value);
/// Lock timeout, deadlock, "tuple concurrently updated": gone when tried again.
[[nodiscard]] bool passes_by_waiting(const Error& error);

} // namespace lockstep
