// The ladder of lock timeouts and the pauses between attempts.
#include "run/patience.hpp"

#include "base/text.hpp"
#include "emit/locks.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace lockstep {

namespace {

constexpr std::array ladder = {200L, 500L, 1200L, 2000L}; // milliseconds

/// After which an autovacuum worker has yielded to whoever waits for it.
long autovacuum_yields_after(Connection& connection) {
  return milliseconds(std::string(connection.exec("SHOW deadlock_timeout").get(0, 0))).value_or(1000) + 200;
}

/// Whoever waits for a weaker lock stands in nobody's way.
bool is_strong(const RelationLock& lock) { return locks_conflict(lock.mode, "ROW EXCLUSIVE"); }

bool takes_strong_lock(const MigrationUnit& unit) {
  return std::any_of(unit.locks.begin(), unit.locks.end(),
                     [](const std::string& text) { return is_strong(parse_lock(text)); });
}

/// The relations of the unit's strong locks that LOCK TABLE can name.
std::vector<RelationLock> strong_locks(Connection& connection, const MigrationUnit& unit) {
  std::vector<RelationLock> locks;
  for (const std::string& text : unit.locks) {
    RelationLock lock = parse_lock(text);
    if (!is_strong(lock)) continue;
    const Rows table = connection.exec("SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass($1) AND "
                                       "relkind IN ('r', 'p')",
                                       {lock.relation});
    if (table.size() > 0) locks.push_back(std::move(lock));
  }
  return locks;
}

/// Autovacuum holds SHARE UPDATE EXCLUSIVE: who asks for the same sends it away, keeps it away and holds up no reader
/// or writer meanwhile.
void send_autovacuum_away(Connection& connection, const MigrationUnit& unit) {
  connection.exec("SET LOCAL lock_timeout = " + std::to_string(autovacuum_yields_after(connection)));
  for (const RelationLock& lock : strong_locks(connection, unit))
    connection.exec("LOCK TABLE ONLY " + lock.relation + " IN SHARE UPDATE EXCLUSIVE MODE");
}

void lock_without_waiting(Connection& connection, const MigrationUnit& unit) {
  for (const RelationLock& lock : strong_locks(connection, unit))
    connection.exec("LOCK TABLE ONLY " + lock.relation + " IN " + lock.mode + " MODE NOWAIT");
}

} // namespace

double retry_pause(int attempts, std::mt19937& random) {
  const double longest = std::min(0.1 * std::pow(2.0, std::min(attempts, 6)), 5.0);
  return std::uniform_real_distribution<double>(longest / 2, longest)(random);
}

Patience::Patience(Connection& connection, const ApplyOptions& options)
    : connection_(connection), options_(options), deadline_(options.max_wait_seconds), random_(std::random_device{}()) {
}

void Patience::say(const std::string& text) const {
  if (options_.say) options_.say(text);
}

bool Patience::probes(const MigrationUnit& unit) const {
  return polite_ && !unit.locks.empty() && milliseconds(unit.lock_timeout).value_or(0) > 0;
}

std::string Patience::lock_timeout(const MigrationUnit& unit) const {
  const std::optional<long> own = milliseconds(unit.lock_timeout);
  if (!own || *own == 0) return unit.lock_timeout;
  const auto rung = std::min(static_cast<std::size_t>(attempts_), ladder.size() - 1);
  if (autovacuum_ && !takes_strong_lock(unit))
    return std::to_string(std::max(ladder[rung], autovacuum_yields_after(connection_))) + "ms";
  return std::to_string(std::min(ladder[rung], *own)) + "ms";
}

void Patience::begin(const MigrationUnit& unit) const {
  if (autovacuum_ && takes_strong_lock(unit)) send_autovacuum_away(connection_, unit);
  connection_.exec(set_local("lock_timeout", lock_timeout(unit)) + "; " +
                   set_local("statement_timeout", unit.statement_timeout));
  if (probes(unit)) lock_without_waiting(connection_, unit);
}

void Patience::give_up(const std::vector<Blocker>& blockers) {
  given_up_ = "Gave up after " + count_of(static_cast<std::size_t>(attempts_), "attempt") + " in " +
              duration_words(options_.max_wait_seconds) + ". ";
  given_up_ += blockers.empty()
                   ? "No holder of a table lock is to be seen: it is gone by now, or the wait was for a row."
                   : "In the way:\n" + describe_blockers(blockers);
}

bool Patience::try_again(const Error& error, const MigrationUnit& unit) {
  if (!passes_by_waiting(error)) return false;
  const std::vector<Blocker> blockers = find_blockers(connection_, unit);
  const bool lasting = std::any_of(blockers.begin(), blockers.end(), [](const Blocker& b) { return b.lasts(); });
  autovacuum_ =
      std::any_of(blockers.begin(), blockers.end(), [](const Blocker& b) { return b.autovacuum && !b.wraparound; });
  if (probes(unit) && !lasting && deadline_.left() > 0 && error.sqlstate == "55P03") {
    polite_ = false;
    return true;
  }
  ++attempts_;
  const double wait = retry_pause(attempts_, random_);
  if (deadline_.left() < wait) {
    give_up(blockers);
    return false;
  }
  // Now and then it queues all the same: where one long transaction follows the other it would never get through.
  polite_ = lasting && attempts_ % 5 != 0;
  say("attempt " + std::to_string(attempts_) + ": " + split(error.what(), '\n').front() + "; trying again" +
      (blockers.empty() ? "" : "; in the way:\n" + describe_blockers(blockers)));
  if (options_.kill_blockers_after >= 0)
    for (const std::string& line : end_blockers(connection_, blockers, options_.kill_blockers_after)) say(line);
  if (pause_unless(wait, options_.stop)) return true;
  given_up_ = "Stopped as asked, while it waited.";
  return false;
}

std::string set_local(const char* setting, const std::string& value) {
  return std::string("SET LOCAL ") + setting + " = " + (value.empty() ? "DEFAULT" : "'" + value + "'");
}

bool passes_by_waiting(const Error& error) {
  const bool concurrent = std::string_view(error.what()).find("tuple concurrently") != std::string_view::npos;
  return error.sqlstate == "55P03" || error.sqlstate == "40P01" || (error.sqlstate == "XX000" && concurrent);
}

} // namespace lockstep
