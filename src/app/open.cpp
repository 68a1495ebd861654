// What is open is read from the headers of the contracts: each names the file that opened it.
#include "app/open.hpp"

#include "app/clock.hpp"

#include "app/planning.hpp"
#include "base/text.hpp"
#include "emit/native_words.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <utility>

namespace lockstep {

namespace {

constexpr double hour = 3600;
constexpr double day = 24 * hour;

std::time_t time_of_version(const std::string& version) {
  if (version.size() != 14) return 0;
  std::tm time{};
  const auto number = [&](std::size_t at, std::size_t size) { return std::stoi(version.substr(at, size)); };
  time.tm_year = number(0, 4) - 1900;
  time.tm_mon = number(4, 2) - 1;
  time.tm_mday = number(6, 2);
  time.tm_hour = number(8, 2);
  time.tm_min = number(10, 2);
  time.tm_sec = number(12, 2);
  return timegm(&time);
}

} // namespace

std::vector<std::string> OpenExpansion::lines() const {
  Migration migration;
  migration.expansions = shapes;
  return native::expansion_lines(migration);
}

std::vector<OpenExpansion> find_open(const std::vector<ChainFile>& files) {
  std::vector<OpenExpansion> open;
  for (const ChainFile& file : files) {
    const Migration& migration = file.migration;
    if (migration.phase != "contract" || migration.opened_by.empty() || migration.takes_back) continue;
    const auto known = std::find_if(open.begin(), open.end(),
                                    [&](const OpenExpansion& one) { return one.opened_by == migration.opened_by; });
    if (known != open.end())
      known->contracts.push_back(migration.version);
    else
      open.push_back({migration.opened_by, migration.expansions, {migration.version}, migration.name});
  }
  return open;
}

double age_of_version(const std::string& version) {
  return std::max(0.0, std::difftime(now_or_epoch(), time_of_version(version)));
}

std::string age_words(double seconds) {
  if (seconds < hour) return "less than an hour";
  if (seconds < 2 * day) return count_of(static_cast<std::size_t>(seconds / hour), "hour");
  return count_of(static_cast<std::size_t>(seconds / day), "day");
}

double seconds_of(const std::string& duration) {
  constexpr std::array<std::pair<std::string_view, double>, 7> units{
      {{"", 0.001}, {"us", 0.000001}, {"ms", 0.001}, {"s", 1}, {"min", 60}, {"h", hour}, {"d", day}}};
  const std::size_t digits = std::min(duration.find_first_not_of("0123456789."), duration.size());
  const std::string_view unit = trim(std::string_view(duration).substr(digits));
  for (const auto& [name, seconds] : units)
    if (name == unit) return std::stod(duration.substr(0, digits)) * seconds;
  return 0;
}

} // namespace lockstep
