// From two loaded states to proven migration files.
#include "app/planning.hpp"

#include <lockstep/suggest.hpp>

#include "app/expansions.hpp"
#include "app/renames.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "diff/report.hpp"
#include "emit/native.hpp"
#include "plan/measure_changes.hpp"
#include "plan/prove.hpp"
#include "plan/segment.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <ctime>

namespace lockstep {

RefusedError::RefusedError(std::vector<std::string> found)
    : Error(Exit::finding, "refused:\n\n" + join(found, "\n\n")), reasons(std::move(found)) {}

namespace {

std::string text_of(const Refusal& refusal) {
  std::string text = to_text(refusal.subject) + ": " + refusal.reason;
  if (!refusal.sql.empty()) text += "\n  " + replace_all(refusal.sql, "\n", "\n  ");
  std::vector<std::string> labels;
  std::vector<std::string> allows;
  for (const std::string& name : refusal.hazards) {
    labels.push_back(hazard_label(name));
    allows.push_back("--allow " + name);
  }
  if (!allows.empty()) text += "\n  Hazards: " + join(labels, ", ") + "\n  To do it all the same: " + join(allows, " ");
  return text;
}

/// What may be allowed, by name; codes are names too.
std::set<std::string> known_hazards(const std::set<std::string>& allow) {
  std::vector<std::string> known = all_hazard_names();
  known.emplace_back("all");
  std::set<std::string> names;
  for (const std::string& given : allow) {
    const std::string name = *names.insert(hazard_name(given)).first;
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const std::string near = nearest(name, known);
    throw usage_error("there is no hazard \"" + given + "\" to allow",
                      near.empty() ? "Known: " + join(known, ", ") : "Did you mean " + near + "?");
  }
  return names;
}

void refuse(const Plan& plan, const std::set<std::string>& allow) {
  std::vector<std::string> reasons;
  for (const Refusal& refusal : refusals_of(plan, allow)) reasons.push_back(text_of(refusal));
  if (!reasons.empty()) throw RefusedError(std::move(reasons));
}

/// An expression that the server refused is the user's: the error says where it stands.
void add_place(Error& error, const State& to) {
  if (error.exit != Exit::usage) return;
  for (const auto& [id, object] : to.objects())
    for (const char* hint : {"backfill", "using", "reverse_using"})
      if (to_text(id) == error.object && object.places.contains(hint)) error.where = object.places.at(hint).text();
}

} // namespace

Planning plan_between(Project& project, const Loaded& from, const Loaded& to, const PlanRequest& request) {
  const std::set<std::string> allow = known_hazards(request.allow);
  Planning planning;
  const Ground old_ground{[&] { return project.ground_of(from); }, project.reading()};
  Renamed renamed = resolve_renames(old_ground, from.state, to.state, allow);
  planning.from = std::move(renamed.from);
  planning.changes = diff_states(*planning.from, to.state);
  if (request.renames != "none") stop_at_ambiguity(planning.changes, *planning.from, to.state);
  planning.described = describe(renamed, planning.changes);
  project.lap("diff");
  if (planning.described.empty()) return planning;
  const std::string ground = project.ground_of(from);
  const Verdicts verdicts = measure_changes(ground, renamed.steps, *planning.from, to.state, planning.changes);
  project.lap("measure");
  const Expanded middle = find_middle(
      *planning.from, to.state, planning.changes, verdicts, allow, [&] { return project.ground_of(to); },
      project.reading());
  Plan plan = middle.expansions.empty() ? make_plan(*planning.from, to.state, planning.changes, verdicts)
                                        : make_plan(*planning.from, middle, to.state, verdicts);
  prepend(plan, renamed);
  refuse(plan, allow);
  project.lap("plan");
  const std::string scratch = request.supersedes ? project.take_over(ground) : project.shadow().clone_database(ground);
  try {
    if (prove_plan(scratch, plan, *planning.from, to.state)) planning.proved = scratch;
  } catch (Error& error) {
    add_place(error, to.state);
    throw;
  }
  project.lap("prove");
  refuse(plan, allow); // the proof may have seen what only the server can tell
  planning.files = segment(plan, request.name, request.first_version, project.config().policy);
  return planning;
}

std::vector<std::string> unknown_warnings(const State& state) {
  std::vector<std::string> warnings;
  for (const std::string& what : state.unknown) warnings.push_back("not modelled and left alone: " + what);
  return warnings;
}

std::time_t current_time() {
  if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH")) return static_cast<std::time_t>(std::atoll(epoch));
  return std::time(nullptr);
}

std::string fresh_version(const std::vector<ChainFile>& chain) {
  const std::time_t seconds = current_time();
  std::tm time{};
  gmtime_r(&seconds, &time);
  char buffer[16];
  std::strftime(buffer, sizeof buffer, "%Y%m%d%H%M%S", &time);
  std::string version = buffer;
  for (const ChainFile& file : chain)
    if (file.migration.version >= version) version = next_version(file.migration.version);
  return version;
}

OutputFile to_output(const Migration& migration, const std::filesystem::path& folder) {
  return {(folder / native_file_name(migration)).generic_string(), write_native(migration)};
}

std::string slug(const std::string& name) {
  std::string result;
  for (const char c : name) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (plain)
      result += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    else if (!result.empty() && result.back() != '_')
      result += '_';
  }
  while (!result.empty() && result.back() == '_') result.pop_back();
  return result.empty() ? "schema" : result.substr(0, 60);
}

} // namespace lockstep
