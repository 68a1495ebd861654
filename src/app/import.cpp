// import: what a chain leads to becomes the declared schema; the chain itself stays as it is.
#include <lockstep/import.hpp>
#include <lockstep/version.hpp>

#include "app/adopt.hpp"
#include "app/whole_folder.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "diff/report.hpp"
#include "emit/dialects/changesets.hpp"
#include "emit/guess.hpp"
#include "emit/native.hpp"
#include "emit/printed.hpp"
#include "run/apply.hpp"
#include "run/history.hpp"
#include "toml/toml_text.hpp"

#include <fmt/format.h>
#include <set>

namespace lockstep {

namespace {

namespace fs = std::filesystem;

/// A chain as it lies there, with what was printed for it.
struct Found {
  const Dialect& dialect;
  std::vector<ChainFile> chain;
  std::vector<FileToWrite> beside; ///< new files in its folder
  std::vector<std::string> words;  ///< worth a thought
};

/// Says how the SQL of what is not SQL is had.
[[noreturn]] void fail(Error error, const Dialect& dialect) {
  if (dialect.name == "alembic")
    error.hint = "`alembic upgrade head --sql > printed.sql` prints what they run: import it with --sql printed.sql";
  if (dialect.name == "rails")
    error.hint = "Set config.active_record.schema_format = :sql, run `rails db:schema:dump`, and import with --sql "
                 "db/structure.sql";
  if (dialect.name == "liquibase")
    error.hint =
        "`liquibase update-sql > printed.sql` for an empty database prints what they run: import it with --sql "
        "printed.sql";
  throw error;
}

/// Contexts of Liquibase among which nothing chooses.
std::vector<std::string> open_choices(const Dialect& dialect, const Folder& folder) {
  std::set<std::string> contexts;
  if (dialect.name == "liquibase" && folder.choices.contexts.empty())
    for (const auto& [path, content] : folder)
      if (path.ends_with(".sql"))
        for (const dialects::Changeset& set : dialects::changesets_of(path, content, folder.choices))
          if (const std::string said = set.says("context") + set.says("contextFilter"); !said.empty())
            contexts.insert(said);
  if (contexts.empty()) return {};
  return {"changesets say a context (" + join({contexts.begin(), contexts.end()}, "; ") +
          "): all are taken, as Liquibase does where none is chosen; lockstep.toml may choose: contexts = [\"…\"]"};
}

Found find_chain(const Project& project, const ImportOptions& options) {
  const fs::path path = project.path_of(options.chain);
  const Dialect& dialect = find_dialect(options.as.empty() ? guess_dialect(path) : options.as);
  Found found{dialect, {}, {}, {}};
  if (is_native(dialect)) {
    found.chain = read_chain(dialect, path);
    return found;
  }
  Folder folder = load_folder(dialect, path);
  folder.choices = choices_of(project.config(), dialect);
  if (!options.sql.empty()) {
    const RunnerObjects own = runner_objects(dialect, options.history);
    for (const std::string& name : add_printed(dialect, folder, read_file(project.path_of(options.sql)), own.tables))
      found.beside.push_back({path / name, folder.at(name)});
  } else {
    try {
      for (const std::string& name : add_own_sql(project, dialect, path, folder))
        found.beside.push_back({path / name, folder.at(name)});
    } catch (const Error& error) {
      fail(error, dialect);
    }
  }
  found.words = open_choices(dialect, folder);
  try {
    found.chain = dialect.read(folder);
  } catch (const Error& error) {
    if (!options.sql.empty()) throw;
    fail(error, dialect);
  }
  return found;
}

/// What the lockstep.toml that is replaced chose.
std::string choices_text(const Choices& choices) {
  std::vector<std::string> values;
  for (const auto& [name, value] : choices.placeholders)
    values.push_back(spell_key(name) + " = " + spell_string(value));
  std::string text;
  if (!values.empty()) text += "placeholders = { " + join(values, ", ") + " }\n";
  values.clear();
  for (const std::string& context : choices.contexts) values.push_back(spell_string(context));
  if (!values.empty()) text += "contexts   = [" + join(values, ", ") + "]\n";
  if (!choices.labels.empty()) text += "labels     = " + spell_string(choices.labels) + "\n";
  return text;
}

std::string config_text(const ImportOptions& options, const std::string& format, const std::string& migrations,
                        const Choices& choices) {
  std::string text = fmt::format("# lockstep.toml: the project. Every key may be left out.\n"
                                 "schema     = \"schema.toml\"\n"
                                 "migrations = \"{}\"\n"
                                 "contracts  = \"contracts\"   # the contract half of breaking changes, held back\n",
                                 migrations);
  if (format != "native") text += "format     = \"" + format + "\"\n";
  if (format != "native" && !options.history.empty()) text += "history    = \"" + options.history + "\"\n";
  if (format != "native") text += choices_text(choices);
  return text + "\n[environments]\n# production = \"env:DATABASE_URL\"\n";
}

void require_free(const Project& project, const ImportOptions& options) {
  for (const char* name : {"lockstep.toml", "schema.toml"})
    if (!options.force && fs::exists(project.path_of(name)))
      throw usage_error(project.path_of(name).string() + " is there already", "--force replaces it");
  if (!options.native) {
    if (!options.record.empty()) throw usage_error("--record records the baseline of --native", "give both");
    return;
  }
  if (fs::weakly_canonical(project.path_of(options.chain)) == fs::weakly_canonical(project.path_of("migrations")))
    throw usage_error("--native writes into migrations/, which is the folder that is imported",
                      "rename it, for example to old_migrations/, and import that");
  if (!read_chain(project.path_of("migrations")).empty()) throw usage_error("migrations/ holds files already");
}

/// Throws Error (finding) where the database is not where the chain ends.
void require_there(Project& project, const ImportOptions& options, const Found& found, Loaded& reached) {
  Loaded live = project.load_live(project.conninfo_of(options.record));
  forget_unmanaged(project.config(), live.state);
  State& state = live.state;
  const RunnerObjects own = runner_objects(found.dialect, options.history);
  std::vector<Id> others;
  for (const auto& entry : state.objects()) {
    const Path& path = entry.first.path;
    const auto is_own = [&](const std::string& table) { return path.size() > 1 && path[1].starts_with(table); };
    const bool in_own_schema = std::find(own.schemas.begin(), own.schemas.end(), path.front()) != own.schemas.end();
    if (in_own_schema || std::any_of(own.tables.begin(), own.tables.end(), is_own)) others.push_back(entry.first);
  }
  for (const Id& id : others) state.remove(id);
  project.level(live, reached);
  const std::vector<std::string> differences = describe_changes(diff_states(reached.state, live.state));
  if (differences.empty()) return;
  Error error(Exit::finding, live.label + " is not where the migrations end:\n  " + join(differences, "\n  "));
  error.hint = "Apply what is pending there, or import without --record and look at `lockstep drift`.";
  throw error;
}

} // namespace

ImportResult import_chain(const ImportOptions& options) {
  Project project(options);
  require_free(project, options);
  const Found found = find_chain(project, options);
  if (found.chain.empty())
    throw usage_error("there is no migration of " + std::string(found.dialect.name) + " in " + options.chain);
  Loaded reached = project.load_chain(found.chain, options.chain);
  forget_unmanaged(project.config(), reached.state);
  ImportResult result;
  result.migrations = found.chain.size();
  result.format = found.dialect.name;
  result.warnings = unknown_warnings(reached.state);
  result.warnings.insert(result.warnings.end(), found.words.begin(), found.words.end());
  const std::string schema = proven_toml(project, reached, "schema.toml");
  const Dialect& native = find_dialect("native");
  Emitted baseline;
  if (options.native) baseline = baseline_of(project, native, {}, reached);
  if (!options.record.empty()) require_there(project, options, found, reached);

  const std::string folder =
      options.native ? "migrations" : fs::path(options.chain).lexically_normal().generic_string();
  std::vector<FileToWrite> files = found.beside;
  files.push_back({project.path_of("lockstep.toml"),
                   config_text(options, options.native ? "native" : result.format, folder, project.config().choices)});
  files.push_back({project.path_of("schema.toml"), schema});
  for (FileToWrite& file : writes_of(baseline, project.path_of("migrations"))) files.push_back(std::move(file));
  if (!options.native) files.push_back({project.path_of(folder) / "lockstep.sum", write_sums(found.chain)});
  write_files(files);
  for (const FileToWrite& file : files)
    result.files.push_back({file.path.lexically_proximate(project.path_of(".")).generic_string(), file.content});
  if (!options.record.empty()) {
    Connection connection(project.conninfo_of(options.record));
    record_baseline(connection, baseline.chain, std::string(version()));
  }
  return result;
}

} // namespace lockstep
