// How apply shows what it does: a bar on a terminal, plain lines elsewhere, JSON events when asked for.
#pragma once

#include <lockstep/progress.hpp>

#include <chrono>
#include <mutex>
#include <string>

namespace lockstep::cli {

class Ticker {
public:
  enum class As { bar, lines, json, nothing };
  explicit Ticker(As as) : as_(as) {}
  ~Ticker();
  Ticker(const Ticker&) = delete;
  Ticker& operator=(const Ticker&) = delete;
  /// For stderr, as it is.
  static As fitting(bool json, bool quiet);

  void say(const std::string& text);
  void tick(const Tick& tick);
  /// Takes the bar away: what others print begins on a line of its own.
  void end_bar();
  /// One JSON event on stdout: {"event": "applied", "file": "…"}; nothing in the other forms.
  void event(const std::string& name, const std::string& key, const std::string& value, const std::string& why = {});

private:
  void clear_bar();

  As as_;
  std::mutex mutex_;
  bool bar_shown_ = false;
  std::chrono::steady_clock::time_point last_{};
};

/// "backfill public.orders: 40 % of 1000000 rows, 52000 rows/s, 12 s left"
[[nodiscard]] std::string describe(const Tick& tick);

} // namespace lockstep::cli
