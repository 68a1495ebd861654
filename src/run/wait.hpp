// Time: deadlines, pauses, PostgreSQL's durations and durations for people.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

namespace lockstep {

class Deadline {
public:
  explicit Deadline(double seconds);
  /// Seconds left, negative when it has passed.
  [[nodiscard]] double left() const;

private:
  std::chrono::steady_clock::time_point end_;
};

void pause(double seconds);
/// The same in short pieces; false as soon as `stop` says so (an empty one never does).
[[nodiscard]] bool pause_unless(double seconds, const std::function<bool()>& stop);
/// Milliseconds of a setting such as "3s", "500", "1.5min"; nothing when it is none.
[[nodiscard]] std::optional<long> milliseconds(const std::string& setting);
/// "12 s", "5 min", "3 h", "2 days"
[[nodiscard]] std::string duration_words(double seconds);

} // namespace lockstep
