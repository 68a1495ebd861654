// pull: a live database, a dump or the schema of another tool becomes schema.toml, and on request the first migration
// of a chain.
#include "app/adopt.hpp"

#include "base/files.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "kinds/kinds.hpp"
#include "run/apply.hpp"

#include <lockstep/version.hpp>

namespace lockstep {

namespace {

/// What the tables that were named hold.
State rows_to_read(const std::vector<std::string>& tables, const State& state) {
  State rows;
  for (const std::string& name : tables) {
    std::vector<std::string> path = parse_name(name);
    if (path.size() == 1) path.insert(path.begin(), "public");
    const Id table{"table", path};
    std::vector<std::string> names;
    for (const auto& [id, object] : state.objects())
      if (id.kind == "table") names.push_back(id.name());
    const std::string near = path.empty() ? std::string() : nearest(path.back(), names);
    if (state.find(table) == nullptr)
      throw usage_error("--rows " + name + ": there is no such table",
                        near.empty() ? "Name it with its schema: --rows public.countries"
                                     : "Did you mean " + near + "?");
    auto wanted = all_rows_of(table, state);
    if (!wanted)
      throw usage_error("--rows " + name + ": the table has no primary key, which tells one row from another",
                        "Write its rows by hand, with the `key` that they have.");
    rows.put(std::move(*wanted));
  }
  return rows;
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
  const bool is_live = project.find_source(source).kind == SourceKind::live;
  if (options.baseline && !is_live)
    throw usage_error("--baseline records the first migration in a database, and " + source + " is none",
                      "pull without it; `lockstep gen baseline` writes the first migration");
  Loaded live = project.load(source);
  if (!options.rows.empty()) {
    project.read_rows_of(rows_to_read(options.rows, live.state));
    live = project.load(source);
  }
  forget_unmanaged(project.config(), live.state);
  take_for_whole(live.state);
  PullResult result;
  result.unknown = live.state.unknown;
  result.schema = {output, proven_toml(project, live, output)};
  Emitted baseline;
  if (options.baseline) baseline = baseline_of(project, project.dialect(), project.folder(), live);
  result.baseline = outputs_of(baseline, project.config().migrations);
  if (!to_stdout) write_pulled(project, options, result, baseline);
  return result;
}

} // namespace lockstep
