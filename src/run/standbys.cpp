// The primary knows how far a standby is behind; who reads there only the standby itself knows.
#include "run/standbys.hpp"

#include "base/text.hpp"
#include "emit/locks.hpp"
#include "run/blockers.hpp"
#include "run/wait.hpp"

#include <lockstep/error.hpp>

#include <algorithm>

namespace lockstep {

namespace {

constexpr double late_seconds = 2;

bool takes_all(const MigrationUnit& unit) {
  return std::any_of(unit.locks.begin(), unit.locks.end(),
                     [](const std::string& lock) { return parse_lock(lock).mode == "ACCESS EXCLUSIVE"; });
}

void say_late(const Workplace& work) {
  const Rows rows = work.connection.exec("SELECT coalesce(application_name, '?'), extract(epoch FROM replay_lag) FROM "
                                         "pg_catalog.pg_stat_replication WHERE replay_lag > interval '" +
                                         std::to_string(late_seconds) + " s'");
  for (std::size_t row = 0; row < rows.size(); ++row)
    work.say("  warning: standby " + std::string(rows.get(row, 0)) + " is " +
             duration_words(std::stod(std::string(rows.get(row, 1)))) + " behind; the lock reaches it that much later");
}

void say_readers(const Workplace& work, const std::string& conninfo, const MigrationUnit& unit) {
  Connection standby(conninfo);
  const std::vector<Blocker> readers = find_blockers(standby, unit);
  if (readers.empty()) return;
  const Rows delay = standby.exec("SHOW max_standby_streaming_delay");
  std::vector<std::string> lines;
  for (const Blocker& reader : readers) lines.push_back("  " + reader.text);
  work.say("  warning: readers on the standby " + standby.describe() +
           " hold up its replay once the lock is taken here, and are ended after max_standby_streaming_delay (" +
           std::string(delay.get(0, 0)) + "):\n" + join(lines, "\n"));
}

} // namespace

void watch_standbys(const Workplace& work, const MigrationUnit& unit) {
  if (!takes_all(unit)) return;
  say_late(work);
  for (const std::string& conninfo : work.options.standbys) {
    try {
      say_readers(work, conninfo, unit);
    } catch (const Error& error) {
      work.say("  could not look at the standby " + without_password(conninfo) + ": " +
               split(error.what(), '\n').front());
    }
  }
}

} // namespace lockstep
