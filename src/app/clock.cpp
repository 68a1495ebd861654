// Days and seconds in UTC.
#include "app/clock.hpp"

#include <cstdlib>

namespace lockstep {

namespace {

std::string format(std::time_t time, const char* pattern) {
  std::tm parts{};
  gmtime_r(&time, &parts);
  char buffer[16];
  std::strftime(buffer, sizeof buffer, pattern, &parts);
  return buffer;
}

std::time_t midnight(const std::string& day) {
  std::tm parts{};
  parts.tm_year = std::atoi(day.substr(0, 4).c_str()) - 1900;
  parts.tm_mon = std::atoi(day.substr(5, 2).c_str()) - 1;
  parts.tm_mday = std::atoi(day.substr(8, 2).c_str());
  return timegm(&parts);
}

} // namespace

std::time_t now_or_epoch() {
  const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
  return epoch != nullptr ? static_cast<std::time_t>(std::atoll(epoch)) : std::time(nullptr);
}

std::string day_text(std::time_t time) { return format(time, "%Y-%m-%d"); }

std::string second_text(std::time_t time) { return format(time, "%Y%m%d%H%M%S"); }

long days_between(const std::string& from, const std::string& to) {
  return static_cast<long>((midnight(to) - midnight(from)) / 86400);
}

} // namespace lockstep
