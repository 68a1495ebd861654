// Plans back to what is expected, or writes down what is there.
#include "app/drift_fix.hpp"

#include "app/adopt.hpp"
#include "app/environment_roles.hpp"
#include "app/planning.hpp"
#include "base/files.hpp"
#include "emit/native.hpp"
#include "kinds/kinds.hpp"
#include "toml/remarks.hpp"

namespace lockstep {

namespace {

/// One side, with what the changes say taken from the other.
State with_changes(const State& side, const std::vector<Change>& changes, bool to_expected) {
  State state = side;
  for (const Change& change : changes) {
    const Object* wanted = to_expected ? change.from : change.to;
    if (wanted != nullptr)
      state.put(*wanted);
    else
      state.remove(change.id());
  }
  return state;
}

void need_as(const State& like, const std::vector<Change>& changes, State& state) {
  for (const Change& change : changes)
    for (const Id& need : like.needs(change.id()))
      if (state.find(change.id()) != nullptr && state.find(need) != nullptr) state.need(change.id(), need);
}

std::string plan_back(const DriftOptions& options, Project& project, const Drifted& drifted, DriftResult& result) {
  Loaded wanted = drifted.expected;
  if (!drifted.ignored.empty()) {
    wanted.state = with_changes(drifted.actual.state, drifted.changes, true);
    need_as(drifted.expected.state, drifted.changes, wanted.state);
    wanted.database.clear();
  }
  const std::vector<ChainFile> chain = project.chain();
  Planning planning =
      plan_between(project, drifted.actual, wanted,
                   {"drift", fresh_version(chain), {options.allow.begin(), options.allow.end()}, "none"});
  result.warnings.insert(result.warnings.end(), planning.warnings.begin(), planning.warnings.end());
  take_role_names(project, drifted.actual.live, planning.files);
  std::string text;
  std::vector<FileToWrite> files;
  for (const Migration& file : planning.files) {
    files.push_back({project.path_of(options.out) / native_file_name(file), write_native(file)});
    text += (text.empty() ? "" : "\n") + files.back().content;
  }
  if (!options.out.empty()) write_files(files);
  return text;
}

/// What is there, as a schema. Partitions that somebody else looks after stay out of it.
std::string adopt(const DriftOptions& options, Project& project, const Drifted& drifted) {
  Loaded adopted = drifted.actual;
  adopted.state = with_changes(adopted.state, drifted.ignored, true);
  std::vector<Id> foreign;
  for (const auto& [id, object] : adopted.state.objects())
    if (is_left_alone(object, drifted.expected.state, adopted.state)) foreign.push_back(id);
  for (const Id& id : foreign) adopted.state.remove(id);
  take_partition_hints(drifted.expected.state, adopted.state);
  const std::string name = options.out.empty() ? project.config().schema.string() : options.out;
  std::string text = proven_toml(project, adopted, name);
  if (const auto before = project.path_of(project.config().schema); std::filesystem::is_regular_file(before))
    text = carry_remarks(read_file(before), text);
  if (!options.out.empty()) write_files({{project.path_of(options.out), text}});
  return text;
}

} // namespace

void fix_drift(const DriftOptions& options, Project& project, const Drifted& drifted, DriftResult& result) {
  if (drifted.changes.empty()) return;
  result.fix = options.fix == "sql" ? plan_back(options, project, drifted, result) : adopt(options, project, drifted);
  result.wrote = options.out;
  project.lap("fix");
}

} // namespace lockstep
