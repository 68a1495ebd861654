// pull: a live database becomes schema.toml, and on request the first migration of a chain.
#include "app/planning.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "catalog/read.hpp"
#include "diff/report.hpp"
#include "emit/native.hpp"
#include "run/apply.hpp"
#include "shadow/realise.hpp"
#include "toml/schema.hpp"

#include <lockstep/version.hpp>

namespace lockstep {

namespace {

/// What was written must mean what was read.
void prove_pulled(Project& project, const std::string& text, const std::string& name, const State& live,
                  const std::vector<std::string>& unknown) {
  Declared declared = read_schema_text(text, name);
  Connection connection(project.shadow().create_database());
  realise(connection, declared.state, declared.diagnostics);
  const std::string hint =
      unknown.empty() ? std::string()
                      : "Objects that lockstep does not model yet are left out and may be what is missing:\n  " +
                            join(unknown, "\n  ");
  if (declared.diagnostics.has_errors())
    throw proof_error("what was pulled can not be created again:\n" + declared.diagnostics.text(), hint);
  const State again = with_intent(read_state(connection, project.reading()), declared.state);
  const auto left = describe_changes(diff_states(live, again));
  if (!left.empty()) throw proof_error("what was pulled does not mean what was read:\n  " + join(left, "\n  "), hint);
}

std::vector<OutputFile> baseline_files(Project& project, const State& live, const std::string& label) {
  Loaded empty;
  empty.database = project.shadow().create_database();
  {
    Connection connection(empty.database); // closed at once: a database with a session can not be cloned
    empty.state = read_state(connection);
  }
  Loaded to;
  to.state = live;
  to.label = label;
  PlanRequest request{"baseline", fresh_version(project.chain()), {"all"}, "none"};
  std::vector<OutputFile> files;
  for (const Migration& file : plan_between(project, empty, to, request).files)
    files.push_back(to_output(file, project.config().migrations));
  return files;
}

void write_pulled(Project& project, const PullOptions& options, const PullResult& result) {
  std::vector<FileToWrite> files{{project.path_of(result.schema.path), result.schema.content}};
  std::vector<ChainFile> chain;
  for (const OutputFile& file : result.baseline) {
    files.push_back({project.path_of(file.path), file.content});
    const std::string name = std::filesystem::path(file.path).filename().string();
    chain.push_back({name, file.content, sha256(file.content), parse_native(name, file.content)});
  }
  if (options.baseline)
    files.push_back({project.path_of(project.config().migrations / "lockstep.sum"), write_sums(chain)});
  write_files(files);
  if (!options.baseline) return;
  Connection connection(project.conninfo_of(options.source));
  record_baseline(connection, chain, std::string(version()));
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
  Connection connection(project.conninfo_of(source));
  project.want_major(connection.server_major());
  const State live = read_state(connection, project.reading());
  PullResult result;
  result.schema = {output, write_schema(live, {})};
  result.unknown = live.unknown;
  prove_pulled(project, result.schema.content, output, live, live.unknown);
  if (options.baseline) result.baseline = baseline_files(project, live, connection.describe());
  if (!to_stdout) write_pulled(project, options, result);
  return result;
}

} // namespace lockstep
