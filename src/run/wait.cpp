// Deadlines run on the steady clock: a changed wall clock neither ends nor prolongs a wait.
#include "run/wait.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <thread>
#include <utility>

namespace lockstep {

Deadline::Deadline(double seconds)
    : end_(std::chrono::steady_clock::now() + std::chrono::milliseconds(std::llround(seconds * 1000))) {}

double Deadline::left() const { return std::chrono::duration<double>(end_ - std::chrono::steady_clock::now()).count(); }

void pause(double seconds) { std::this_thread::sleep_for(std::chrono::duration<double>(seconds)); }

bool pause_unless(double seconds, const std::function<bool()>& stop) {
  const Deadline deadline(seconds);
  while (!stop || !stop()) {
    const double left = deadline.left();
    if (left <= 0) return true;
    pause(std::min(left, 0.1));
  }
  return false;
}

std::optional<long> milliseconds(const std::string& setting) {
  static constexpr std::array<std::pair<std::string_view, double>, 7> units = {
      {{"", 1}, {"us", 0.001}, {"ms", 1}, {"s", 1000}, {"min", 60000}, {"h", 3600000}, {"d", 86400000}}};
  if (trim(setting).empty()) return std::nullopt;
  char* end = nullptr;
  const double number = std::strtod(setting.c_str(), &end);
  for (const auto& [unit, factor] : units)
    if (end != setting.c_str() && trim(end) == unit) return std::lround(number * factor);
  return std::nullopt;
}

std::string duration_words(double seconds) {
  const long whole = std::lround(seconds);
  if (whole < 120) return std::to_string(whole) + " s";
  if (whole < 7200) return std::to_string(whole / 60) + " min";
  if (whole < 172800) return std::to_string(whole / 3600) + " h";
  return std::to_string(whole / 86400) + " days";
}

} // namespace lockstep
