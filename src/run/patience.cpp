// The ladder of lock timeouts and the pauses between attempts.
#include "run/patience.hpp"

#include "base/text.hpp"
#include "run/blockers.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace lockstep {

namespace {

constexpr std::array ladder = {200L, 500L, 1200L, 2000L}; // milliseconds

long deadlock_timeout(Connection& connection) {
  return milliseconds(std::string(connection.exec("SHOW deadlock_timeout").get(0, 0))).value_or(1000);
}

} // namespace

Patience::Patience(Connection& connection, double max_wait_seconds, std::function<void(const std::string&)> say)
    : connection_(connection), max_wait_(max_wait_seconds), deadline_(max_wait_seconds), say_(std::move(say)),
      random_(std::random_device{}()) {}

std::string Patience::lock_timeout(const MigrationUnit& unit) const {
  const std::optional<long> own = milliseconds(unit.lock_timeout);
  if (!own || *own == 0) return unit.lock_timeout;
  const auto rung = std::min(static_cast<std::size_t>(attempts_), ladder.size() - 1);
  if (autovacuum_) return std::to_string(std::max(ladder[rung], deadlock_timeout(connection_) + 200)) + "ms";
  return std::to_string(std::min(ladder[rung], *own)) + "ms";
}

bool Patience::try_again(const Error& error, const MigrationUnit& unit) {
  if (!passes_by_waiting(error)) return false;
  ++attempts_;
  const std::vector<Blocker> blockers = find_blockers(connection_, unit);
  autovacuum_ = std::any_of(blockers.begin(), blockers.end(), [](const Blocker& b) { return b.autovacuum; });
  const double longest = std::min(0.1 * std::pow(2.0, std::min(attempts_, 6)), 5.0);
  const double wait = std::uniform_real_distribution<double>(longest / 2, longest)(random_);
  if (deadline_.left() < wait) {
    given_up_ = "Gave up after " + count_of(static_cast<std::size_t>(attempts_), "attempt") + " in " +
                duration_words(max_wait_) + ". ";
    given_up_ += blockers.empty()
                     ? "No holder of a table lock is to be seen: it is gone by now, or the wait was for a row."
                     : "In the way:\n" + describe_blockers(blockers);
    return false;
  }
  if (say_)
    say_("attempt " + std::to_string(attempts_) + ": " + split(error.what(), '\n').front() + "; trying again" +
         (blockers.empty() ? "" : "; in the way:\n" + describe_blockers(blockers)));
  pause(wait);
  return true;
}

bool passes_by_waiting(const Error& error) {
  const bool concurrent = std::string_view(error.what()).find("tuple concurrently") != std::string_view::npos;
  return error.sqlstate == "55P03" || error.sqlstate == "40P01" || (error.sqlstate == "XX000" && concurrent);
}

} // namespace lockstep
