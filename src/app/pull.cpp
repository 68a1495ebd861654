// pull: a live database becomes schema.toml, and on request the first migration of a chain.
#include "app/planning.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
#include "catalog/read.hpp"
#include "diff/report.hpp"
#include "emit/native.hpp"
#include "kinds/kinds.hpp"
#include "run/apply.hpp"
#include "shadow/realise.hpp"
#include "toml/schema.hpp"

#include <lockstep/version.hpp>

namespace lockstep {

namespace {

/// What was written, made in the shadow; its mistakes are what the server would not take.
Loaded realise_pulled(Project& project, const std::string& text, const std::string& name, Diagnostics& mistakes) {
  Declared declared = read_schema_text(text, name);
  Loaded again;
  again.label = name;
  again.database = project.shadow().create_database();
  Connection connection(again.database);
  realise(connection, declared.state, declared.diagnostics);
  again.state = with_intent(read_state(connection, project.reading()), declared.state, project.config().manage);
  mistakes = declared.diagnostics;
  return again;
}

/// The TOML of a live state, shortened as far as it means exactly what was read; `live` ends as the shadow spells it.
std::string write_proven(Project& project, Loaded& live, const std::string& name) {
  const State read = live.state;
  const std::string hint =
      read.unknown.empty() ? std::string()
                           : "Objects that lockstep does not model yet are left out and may be what is missing:\n  " +
                                 join(read.unknown, "\n  ");
  for (WriteOptions options;;) {
    std::string text = write_schema(read, options);
    Diagnostics mistakes;
    Loaded again = realise_pulled(project, text, name, mistakes);
    project.level(live, again);
    const std::vector<Change> left = diff_states(live.state, again.state);
    if (!mistakes.has_errors() && left.empty()) return text;
    if (options.spell_out_all && mistakes.has_errors())
      throw proof_error("what was pulled can not be created again:\n" + mistakes.text(), hint);
    if (options.spell_out_all)
      throw proof_error("what was pulled does not mean what was read:\n  " + join(describe_changes(left), "\n  "),
                        hint);
    options.spell_out_all = left.empty() || !options.spelled_out.empty();
    for (const Change& change : left) options.spelled_out.insert(change.id());
  }
}

Emitted baseline_files(Project& project, const Loaded& live) {
  Loaded empty;
  empty.database = project.shadow().create_database();
  {
    Connection connection(empty.database); // closed at once: a database with a session can not be cloned
    empty.state = read_state(connection);
  }
  PlanRequest request{"baseline", fresh_version(project.chain()), {"all"}, "none"};
  const Dialect& dialect = project.dialect();
  const Folder before = load_folder(dialect, project.path_of(project.config().migrations));
  return emit_into(dialect, before, cut_to_fit(dialect, plan_between(project, empty, live, request).files));
}

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
  result.schema = {output, write_proven(project, live, output)};
  Emitted baseline;
  if (options.baseline) baseline = baseline_files(project, live);
  result.baseline = outputs_of(baseline, project.config().migrations);
  if (!to_stdout) write_pulled(project, options, result, baseline);
  return result;
}

} // namespace lockstep
