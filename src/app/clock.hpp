// The time of a run: now, or SOURCE_DATE_EPOCH.
#pragma once

#include <ctime>
#include <string>

namespace lockstep {

[[nodiscard]] std::time_t now_or_epoch();
/// "2026-11-22", in UTC
[[nodiscard]] std::string day_text(std::time_t time);
/// "20261122120000", in UTC
[[nodiscard]] std::string second_text(std::time_t time);
/// Days from one day to a later one.
[[nodiscard]] long days_between(const std::string& from, const std::string& to);

} // namespace lockstep
