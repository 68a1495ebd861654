// pull: a live database becomes schema.toml, and on request the first migration of a chain.
#include "app/adopt.hpp"

#include "base/files.hpp"
#include "run/apply.hpp"

#include <lockstep/version.hpp>

namespace lockstep {

namespace {

void write_pulled(Project& project, const PullOptions& options, const PullResult& result, const Emitted& baseline) {
  std::vector<FileToWrite> files{{project.path_of(result.schema.path), result.schema.content}};
  if (options.baseline)
    for (FileToWrite& file : writes_of(baseline, project.path_of(project.config().migrations)))
      files.push_back(std::move(file));
  write_files(files);
  if (!options.baseline) return;
  if (const Dialect& dialect = project.dialect(); dialect.history) {
    project.say("the history of " + std::string(dialect.name) +
                " does not know the baseline yet; record it, without running it: " + std::string(dialect.baseline));
    return;
  }
  Connection connection(project.conninfo_of(options.source));
  record_baseline(connection, baseline.chain, std::string(version()));
}

} // namespace

PullResult pull(const PullOptions& options) {
  Project project(options);
  const std::string output = options.output.empty() ? project.config().schema.string() : options.output;
  const bool to_stdout = output == "-";
  if (!to_stdout && !options.force && std::filesystem::exists(project.path_of(output)))
    throw usage_error(project.path_of(output).string() + " is there already",
                      "--force replaces it; -o FILE writes another one");
  if (options.baseline && !project.chain().empty())
    throw usage_error("--baseline starts a chain, but " + project.config().migrations.string() + "/ holds one already");
  const std::string source = options.source.empty() ? "@dev" : options.source;
  Loaded live = project.load_live(project.conninfo_of(source));
  forget_unmanaged(project.config(), live.state);
  PullResult result;
  result.unknown = live.state.unknown;
  result.schema = {output, proven_toml(project, live, output)};
  Emitted baseline;
  if (options.baseline)
    baseline = baseline_of(project, project.dialect(),
                           load_folder(project.dialect(), project.path_of(project.config().migrations)), live);
  result.baseline = outputs_of(baseline, project.config().migrations);
  if (!to_stdout) write_pulled(project, options, result, baseline);
  return result;
}

} // namespace lockstep
