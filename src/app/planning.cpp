// From two loaded states to proven migration files.
#include "app/planning.hpp"

#include "app/acceptance.hpp"
#include "app/blamed.hpp"
#include "app/by_place.hpp"
#include "app/clock.hpp"
#include "app/expansions.hpp"
#include "app/hints.hpp"
#include "app/refusal.hpp"
#include "app/renamed_values.hpp"
#include "app/renames.hpp"
#include "app/stats.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "diff/report.hpp"
#include "emit/native.hpp"
#include "plan/measure_changes.hpp"
#include "plan/prove.hpp"
#include "plan/segment.hpp"

#include <cctype>

namespace lockstep {

RefusedError::RefusedError(std::vector<std::string> found)
    : Error(Exit::finding, "refused:\n\n" + join(found, "\n\n")), reasons(std::move(found)) {}

namespace {

/// Without a stats file a refusal tells by the live database how long it would take.
void refuse(const Plan& plan, const Accepted& accepted, const Project& project, const Scale& scale, const Loaded& from,
            const State& renamed, const State& to) {
  std::vector<Refusal> refusals = refusals_of(plan, accepted);
  if (refusals.empty()) return;
  for (Refusal& refusal : refusals)
    if (const std::string why = why_in_place(refusal.step(), renamed, to); !why.empty()) refusal.reason += " " + why;
  std::optional<Sizes> now;
  if (scale.sizes == nullptr && !from.live.empty()) now = sizes_of_today(from.live, project.reading());
  std::vector<std::string> reasons;
  for (const Refusal& refusal : refusals)
    reasons.push_back(text_of(refusal, project.config(), now ? &*now : scale.sizes));
  throw RefusedError(std::move(reasons));
}

/// Work that blocks a small table is over before anybody minds.
void accept_small(const Scale& scale, Accepted& accepted) {
  if (scale.sizes == nullptr) return;
  for (const auto& [name, size] : scale.sizes->tables)
    if (scale.is_small({"table", parse_name(name)}))
      for (const char* hazard : {"blocks_reads", "blocks_writes"}) accepted.add(hazard, name);
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
  const Config& config = project.config();
  Accepted accepted = accepted_today(config, request.allow);
  const auto known = read_sizes(project);
  const Scale& scale = known->scale;
  accept_small(scale, accepted);
  Planning planning;
  if (!known->aged.empty()) planning.warnings.push_back(known->aged);
  if (const std::string other = other_major(*known, config, to.state.server_major); !other.empty())
    planning.warnings.push_back(other);
  const Ground old_ground{[&] { return project.ground_of(from); }, project.reading()};
  Renamed renamed = resolve_renames(old_ground, from.state, to.state, accepted);
  planning.from = std::move(renamed.from);
  planning.changes = diff_states(*planning.from, to.state);
  if (request.renames != "none") stop_at_ambiguity(planning.changes, *planning.from, to.state);
  planning.described = describe(renamed, planning.changes);
  project.lap("diff");
  if (planning.described.empty()) return planning;
  const std::string ground = project.ground_of(from);
  Verdicts verdicts = measure_changes(ground, renamed.steps, *planning.from, to.state, planning.changes);
  project.lap("measure");
  const auto ground_of_to = [&] { return project.ground_of(to); };
  const Expanded middle =
      find_middle(*planning.from, to.state, planning.changes, verdicts, accepted, ground_of_to, project.reading());
  verdicts.views = find_views_beside(*planning.from, to.state, middle, ground_of_to, project.reading());
  check_hints([&] { return std::string(ground); }, ground_of_to, *planning.from, to.state, planning.changes,
              middle.expansions);
  stop_at_labels_in_texts(renamed.steps, *planning.from, middle.expansions);
  stop_at_places(*planning.from, to.state, middle.expansions, accepted);
  Plan plan = middle.empty() ? make_plan(*planning.from, to.state, planning.changes, verdicts, scale)
                             : make_plan(*planning.from, middle, to.state, verdicts, scale);
  prepend(plan, renamed);
  refuse(plan, accepted, project, scale, from, *planning.from, to.state);
  project.lap("plan");
  const std::string scratch = request.supersedes ? project.take_over(ground) : project.shadow().clone_database(ground);
  try {
    if (prove_plan(scratch, plan, *planning.from, to.state)) planning.proved = scratch;
  } catch (Error& error) {
    blame_schema(error, *planning.from, to.state, middle.expansions);
    add_place(error, to.state);
    throw;
  }
  project.lap("prove");
  refuse(plan, accepted, project, scale, from, *planning.from,
         to.state); // the proof may have seen what only the server can tell
  planning.files = segment(plan, request.name, request.first_version, config.policy, scale.sizes);
  return planning;
}

std::vector<std::string> unknown_warnings(const State& state) {
  std::vector<std::string> warnings;
  for (const std::string& what : state.unknown) warnings.push_back("not modelled and left alone: " + what);
  return warnings;
}

std::string fresh_version(const std::vector<ChainFile>& chain) {
  std::string version = second_text(now_or_epoch());
  for (const ChainFile& file : chain)
    if (!version_less(file.migration.version, version)) version = next_version(file.migration.version);
  return version;
}

OutputFile to_output(const Migration& migration, const std::filesystem::path& folder) {
  return {(folder / native_file_name(migration)).generic_string(), write_native(migration)};
}

std::vector<OutputFile> outputs_of(const Emitted& emitted, const std::filesystem::path& folder) {
  std::vector<OutputFile> outputs;
  const auto add = [&](const std::string& name) {
    outputs.push_back({(folder / name).generic_string(), emitted.changed.at(name)});
  };
  for (const std::string& name : emitted.main) add(name);
  for (const auto& [name, content] : emitted.changed)
    if (name != "lockstep.sum" && std::find(emitted.main.begin(), emitted.main.end(), name) == emitted.main.end())
      add(name);
  return outputs;
}

std::vector<FileToWrite> writes_of(const Emitted& emitted, const std::filesystem::path& folder) {
  std::vector<FileToWrite> files;
  for (const auto& [name, content] : emitted.changed) files.push_back({folder / name, content});
  return files;
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
