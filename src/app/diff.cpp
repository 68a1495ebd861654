// diff: any two sources.
#include "app/adopt.hpp"
#include "app/environment_roles.hpp"
#include "app/planning.hpp"
#include "app/review.hpp"

#include "base/files.hpp"
#include "emit/native.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace lockstep {

namespace {

std::size_t rank_of(const std::string& phase) {
  constexpr std::array<std::string_view, 4> phases{"expand", "backfill", "validate", "contract"};
  const auto found = std::find(phases.begin(), phases.end(), phase);
  if (found == phases.end())
    throw usage_error("there is no phase \"" + phase + "\"", "expand, backfill, validate or contract");
  return static_cast<std::size_t>(found - phases.begin());
}

} // namespace

DiffResult diff(const DiffOptions& options) {
  Project project(options);
  const std::size_t last = rank_of(options.through);
  // A live side decides the major of the shadow.
  for (const std::string& side : {options.to, options.from})
    if (const Source source = project.find_source(side); source.kind == SourceKind::live)
      project.want_major(Connection(source.conninfo).server_major());
  // Rows are those of the wanted side, which alone knows whether others may stay.
  std::optional<Declared> declared;
  const auto schema = project.path_of(options.to);
  if (project.find_source(options.to).kind == SourceKind::schema) declared = project.read_declared(schema);
  if (declared) project.read_rows_of(declared->state);
  const auto load_to = [&] {
    Loaded wanted = declared ? project.load_declared(*declared, schema) : project.load(options.to);
    take_for_whole(wanted.state);
    return wanted;
  };
  const auto [from, to] = project.load_both([&] { return project.load(options.from); }, load_to);
  // Native files of an earlier call are replaced; behind those of another runner the way goes on.
  Folder before;
  if (!options.out.empty() && !is_native(project.dialect()))
    before = project.folder_of(project.dialect(), project.path_of(options.out));
  PlanRequest request{"diff",
                      fresh_version(project.dialect().read(before)),
                      {options.allow.begin(), options.allow.end()},
                      options.renames};
  const Planning planning = plan_between(project, from, to, request);
  DiffResult result;
  result.changes = planning.described;
  result.warnings = planning.warnings;
  for (const Loaded* side : {&from, static_cast<const Loaded*>(&to)})
    for (const std::string& what : side->state.unknown)
      result.warnings.push_back("not modelled in " + side->label + ": " + what);
  std::vector<Migration> wanted;
  for (const Migration& file : planning.files)
    if (rank_of(file.phase) <= last) wanted.push_back(file);
  if (!from.live.empty()) take_role_names(project, from.live, wanted);
  const Dialect& dialect = project.dialect();
  const auto folder = project.path_of(options.out);
  const Emitted emitted = emit_into(dialect, before, cut_to_fit(dialect, wanted));
  result.files = outputs_of(emitted, options.out);
  std::vector<report::Step> steps;
  for (const Migration& file : wanted) add_steps(native_file_name(file), file, steps);
  Diagnostics findings;
  for (Diagnostic& finding : findings_of(planning.described, planning.changes, {})) findings.add(std::move(finding));
  add_source_lines(findings);
  result.text = report::findings_as(options.format, findings.list(), {}, steps);
  if (!options.out.empty() && !wanted.empty()) write_files(writes_of(emitted, folder));
  return result;
}

} // namespace lockstep
