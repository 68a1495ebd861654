// diff: any two sources.
#include "app/planning.hpp"

#include "base/files.hpp"
#include "emit/native.hpp"

#include <algorithm>
#include <array>

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
  const auto [from, to] =
      project.load_both([&] { return project.load(options.from); }, [&] { return project.load(options.to); });
  PlanRequest request{"diff", fresh_version({}), {options.allow.begin(), options.allow.end()}, options.renames};
  const Planning planning = plan_between(project, from, to, request);
  DiffResult result;
  result.changes = planning.described;
  result.warnings = planning.warnings;
  for (const Loaded* side : {&from, static_cast<const Loaded*>(&to)})
    for (const std::string& what : side->state.unknown)
      result.warnings.push_back("not modelled in " + side->label + ": " + what);
  std::vector<FileToWrite> files;
  std::vector<ChainFile> chain;
  for (const Migration& file : planning.files) {
    if (rank_of(file.phase) > last) continue;
    result.files.push_back(to_output(file, options.out));
    const OutputFile& output = result.files.back();
    files.push_back({project.path_of(output.path), output.content});
    chain.push_back({native_file_name(file), output.content, sha256(output.content), file});
  }
  if (!options.out.empty() && !files.empty()) {
    files.push_back({project.path_of(std::filesystem::path(options.out) / "lockstep.sum"), write_sums(chain)});
    write_files(files);
  }
  return result;
}

} // namespace lockstep
