// Cuts an ordered plan into migration files.
#include "plan/segment.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "plan/estimate.hpp"
#include "plan/hazard.hpp"

#include <algorithm>
#include <ctime>
#include <map>
#include <set>

namespace lockstep {

namespace {

/// Steps that commit together.
using Unit = std::vector<const Planned*>;

TransactionMode mode_of(const Unit& unit) {
  return std::any_of(unit.begin(), unit.end(), [](const Planned* planned) { return wants_own_transaction(*planned); })
             ? TransactionMode::each
             : TransactionMode::file;
}

std::vector<Unit> units_of(const Plan& plan) {
  std::vector<Unit> units;
  int last = 0;
  for (const Planned& planned : plan.steps) {
    if (planned.step.unit > 0 && planned.step.unit == last)
      units.back().push_back(&planned);
    else
      units.push_back({&planned});
    last = planned.step.unit;
  }
  return units;
}

std::string cost_of(const Unit& unit) {
  Cost cost = Cost::catalog;
  for (const Planned* planned : unit) cost = std::max(cost, planned->step.form->cost);
  return std::string(to_text(cost));
}

/// The strongest lock on each relation.
std::vector<SeenLock> strongest_locks(const Unit& unit) {
  std::vector<SeenLock> strongest;
  for (const Planned* planned : unit)
    for (const SeenLock& seen : planned->seen) {
      const auto found = std::find_if(strongest.begin(), strongest.end(),
                                      [&](const SeenLock& other) { return other.relation == seen.relation; });
      if (found == strongest.end())
        strongest.push_back(seen);
      else
        found->lock = std::max(found->lock, seen.lock);
    }
  return strongest;
}

std::vector<std::string> locks_of(const Unit& unit) {
  std::vector<std::string> locks;
  for (const SeenLock& seen : strongest_locks(unit))
    locks.push_back(seen.relation + " " + std::string(to_text(seen.lock)));
  return locks;
}

/// Who waits for a lock that stops neither reads nor writes holds up nobody, and may have to sit out a VACUUM.
constexpr const char* patient_timeout = "1min";

/// Who waits for the second of two locks may meet an application that waits for the first: a deadlock, which PostgreSQL
/// ends after deadlock_timeout (1s) on either side. So that it is never the application's, this side gives up before.
std::string lock_timeout_of(const Unit& unit, bool long_running, const Policy& policy) {
  const auto locks = strongest_locks(unit);
  const auto strong = std::count_if(locks.begin(), locks.end(),
                                    [](const SeenLock& seen) { return seen.lock >= Lock::share_row_exclusive; });
  const bool stops_nobody = !locks.empty() && std::all_of(locks.begin(), locks.end(),
                                                          [](const SeenLock& seen) { return seen.lock < Lock::share; });
  if (long_running && stops_nobody) return patient_timeout;
  const bool short_already = policy.lock_timeout.ends_with("ms") && policy.lock_timeout.size() < 6;
  return strong < 2 || short_already ? policy.lock_timeout : std::to_string(1000 / strong) + "ms";
}

void add_once(std::vector<std::string>& list, std::string text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(std::move(text));
}

/// How long the steps take that somebody can tell it of.
struct Duration {
  double seconds = 0;
  std::vector<std::string> words;
};

Duration duration_of(const Unit& unit, const Sizes* sizes) {
  Duration duration;
  if (sizes == nullptr) return duration;
  for (const Planned* planned : unit)
    if (const auto estimate = estimate_of(*planned, *sizes)) {
      duration.seconds += estimate->seconds();
      duration.words.push_back(to_text(*estimate));
    }
  return duration;
}

constexpr const char* locks_note = "Locked in the order that all plans keep: no two of them can deadlock.";

MigrationUnit emit_unit(const Unit& unit, const Policy& policy, const Duration& duration) {
  MigrationUnit result;
  std::vector<std::string> notes;
  std::vector<std::string> backs;
  std::size_t needed = 0;
  bool outside = false;
  bool long_running = false;
  result.statements = unit.front()->locks_first;
  if (!result.statements.empty()) notes.emplace_back(locks_note);
  for (const Planned* planned : unit) {
    const Step& step = planned->step;
    result.statements.push_back(step.sql);
    if (!step.note.empty()) add_once(notes, step.note);
    if (!step.back.empty()) backs.insert(backs.begin(), step.back);
    needed += step.back.empty() && step.form->follows_up ? 0 : 1;
    if (!step.check.empty()) result.checks.push_back(step.check);
    if (!step.leftover_index.empty()) result.leftover_index = step.leftover_index;
    outside = outside || step.form->transaction == Transaction::outside;
    // What locks nothing of its own reads the tables of others, however new it is.
    const bool full = planned->in_use || step.form->lock == Lock::none;
    long_running = long_running || (full && !planned->small && step.form->cost != Cost::catalog);
  }
  result.note = join(notes, "\n");
  // Half of a unit can not be undone.
  if (backs.size() == needed) result.back = join(backs, ";\n");
  result.locks = locks_of(unit);
  result.cost = cost_of(unit);
  result.time = join(duration.words, ", ");
  // A concurrent build waits for others without blocking them, and a timeout would leave an INVALID index.
  result.lock_timeout = outside ? "0" : lock_timeout_of(unit, long_running, policy);
  result.statement_timeout = outside || long_running ? "0" : policy.statement_timeout;
  return result;
}

constexpr Hazards rights = needs_privilege | needs_superuser | needs_membership | needs_createrole;

/// What was accepted, and what the one who runs the file must be allowed to do.
void add_hazards(Migration& migration, const Planned& planned) {
  const Hazards hazards = hazards_of(planned);
  for (const std::string& name : hazard_names(grave(hazards))) add_once(migration.hazards, hazard_label(name));
  const std::string what = std::string(planned.step.form->code) + " " + name_text(planned.step.subject.path);
  for (const std::string& name : hazard_names(hazards & rights)) {
    const std::string label = hazard_label(name) + ": ";
    const auto line = std::find_if(migration.rights.begin(), migration.rights.end(),
                                   [&](const std::string& one) { return one.starts_with(label); });
    if (line == migration.rights.end())
      migration.rights.push_back(label + what);
    else if ((*line + ",").find(" " + what + ",") == std::string::npos)
      *line += ", " + what;
  }
}

/// One line for each object that the file changes, in the order of the file; `told` are the lines that it has.
void add_about(Migration& migration, const Step& step, std::set<std::string>& told) {
  const std::string line = std::string(step.form->code) + " " + name_text(step.subject.path);
  if (!told.insert(line).second) return;
  if (!migration.about.empty()) migration.about += '\n';
  migration.about += line;
}

std::vector<std::string> names_of(const std::vector<Id>& ids) {
  std::vector<std::string> names;
  for (const Id& id : ids) names.push_back(qualified(id.path));
  return names;
}

void add_expansions(const Plan& plan, const std::string& first_version, Migration& file) {
  file.opened_by = first_version;
  for (const OpenShape& shape : plan.open) {
    file.expansions.push_back({names_of(shape.olds), names_of(shape.news), shape.one_way});
    file.meanwhile.push_back(shape.meanwhile);
  }
}

} // namespace

std::string next_version(const std::string& version) {
  std::tm time{};
  const auto number = [&](std::size_t at, std::size_t size) { return std::stoi(version.substr(at, size)); };
  time.tm_year = number(0, 4) - 1900;
  time.tm_mon = number(4, 2) - 1;
  time.tm_mday = number(6, 2);
  time.tm_hour = number(8, 2);
  time.tm_min = number(10, 2);
  time.tm_sec = number(12, 2) + 1;
  const std::time_t seconds = timegm(&time);
  std::tm next{};
  gmtime_r(&seconds, &next);
  char buffer[16];
  std::strftime(buffer, sizeof buffer, "%Y%m%d%H%M%S", &next);
  return buffer;
}

std::vector<Migration> segment(const Plan& plan, const std::string& name, const std::string& first_version,
                               const Policy& policy, const Sizes* sizes) {
  std::vector<Migration> files;
  std::set<std::string> told;
  std::map<std::string, double> seconds;
  std::string version = first_version;
  for (const Unit& unit : units_of(plan)) {
    const std::string phase(to_text(unit.front()->step.phase));
    const TransactionMode mode = mode_of(unit);
    if (files.empty() || files.back().phase != phase || files.back().mode != mode) {
      if (!files.empty()) version = next_version(version);
      told.clear();
      Migration file;
      file.version = version;
      file.name = name;
      file.phase = phase;
      file.mode = mode;
      files.push_back(file);
    }
    Migration& file = files.back();
    for (const Planned* planned : unit) {
      add_about(file, planned->step, told);
      add_hazards(file, *planned);
    }
    const Duration duration = duration_of(unit, sizes);
    if (!duration.words.empty()) seconds[file.version] += duration.seconds;
    file.units.push_back(emit_unit(unit, policy, duration));
  }
  for (Migration& file : files)
    if (const auto found = seconds.find(file.version); found != seconds.end())
      file.time = duration_in_words(found->second) + " in all, by the sizes of " + sizes->taken;
  if (!plan.open.empty())
    for (Migration& file : files) add_expansions(plan, first_version, file);
  return files;
}

} // namespace lockstep
