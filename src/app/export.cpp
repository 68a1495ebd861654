// export: a state in other languages. SQL is the plan from nothing, run once before it is shown.
#include <lockstep/export.hpp>
#include <lockstep/version.hpp>

#include "app/planning.hpp"
#include "plan/prove.hpp"
#include "report/erd.hpp"

namespace lockstep {

namespace {

std::string as_sql(Project& project, const Loaded& wanted) {
  const Loaded nothing = project.load_chain({}, "an empty database");
  const std::vector<Change> changes = diff_states(nothing.state, wanted.state);
  Plan plan = make_plan(nothing.state, wanted.state, changes);
  prove_plan(project.shadow().clone_database(nothing.database), plan, nothing.state, wanted.state);
  // Bodies of functions may name what comes later, as in any dump.
  std::string text = "-- " + wanted.label + ", PostgreSQL " + std::to_string(wanted.state.server_major) +
                     "; written by lockstep " + std::string(version()) +
                     "\nSET check_function_bodies = off;\nSET client_min_messages = warning;\n";
  Id before;
  for (const Planned& planned : plan.steps) {
    const Step& step = planned.step;
    const bool same = !before.path.empty() && step.table == before && !step.table.path.empty();
    text += (same ? "" : "\n") + step.sql + ";\n";
    before = step.table;
  }
  return text;
}

} // namespace

ExportResult export_schema(const ExportOptions& options) {
  Project project(options);
  const std::string source = options.source.empty() ? project.config().schema.string() : options.source;
  Loaded loaded = project.load(source);
  if (loaded.kind == SourceKind::live) forget_unmanaged(project.config(), loaded.state);
  ExportResult result;
  result.warnings = unknown_warnings(loaded.state);
  if (options.to == "json") {
    result.text = as_json(loaded.state);
  } else if (options.to == "dbml") {
    result.text = as_dbml(erd_of(loaded.state));
  } else if (options.to == "mermaid") {
    result.text = as_mermaid(erd_of(loaded.state));
  } else if (options.to == "sql") {
    Loaded nothing;
    nothing.state.server_major = project.shadow().major();
    project.level(loaded, nothing);
    result.text = as_sql(project, loaded);
  } else {
    throw usage_error("export does not write " + options.to, "sql, json, dbml and mermaid are there");
  }
  if (!options.output.empty()) write_files({{project.path_of(options.output), result.text}});
  return result;
}

} // namespace lockstep
