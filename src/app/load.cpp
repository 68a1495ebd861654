// Sources become states: declared, committed, live or scripted.
#include "app/project.hpp"

#include "app/build_stamp.hpp"
#include "app/runner_objects.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "catalog/read.hpp"
#include "emit/native.hpp"
#include "kinds/kinds.hpp"
#include "model/field_value.hpp"
#include "run/apply.hpp"
#include "run/history.hpp"
#include "run/stand_in.hpp"
#include "shadow/makings.hpp"
#include "shadow/realise.hpp"
#include "toml/schema.hpp"

namespace lockstep {

namespace fs = std::filesystem;

SchemaError::SchemaError(Diagnostics found)
    : Error(Exit::usage, count_of(found.list().size(), "mistake") + " in the schema"), diagnostics(std::move(found)) {}

namespace {

void throw_if_errors(Diagnostics diagnostics) {
  if (!diagnostics.has_errors()) return;
  add_source_lines(diagnostics);
  throw SchemaError(std::move(diagnostics));
}

} // namespace

namespace {

std::string user_of(Connection& connection) { return std::string(connection.exec("SELECT current_user").get(0, 0)); }

/// Fields that are compared even where no object says them.
std::set<std::string> managed(const Config& config) {
  return config.manage.contains("grants") ? std::set<std::string>{"grants"} : std::set<std::string>{};
}

/// What a kept database holds depends on it, beside what made it.
std::string realm(const Config& config) { return config.manage.contains("roles") ? "\nwith roles" : ""; }

/// A declared role counts only where somebody said that roles are lockstep's business.
void require_managed(const Config& config, const State& declared, Diagnostics& diagnostics) {
  for (const auto& [id, object] : declared.objects())
    if (object.kind->of_server && !config.manage.contains("roles"))
      diagnostics.add({.severity = Severity::error,
                       .code = "not-managed",
                       .position = object.places.whole(),
                       .message = to_text(id) + " belongs to the whole server, and this project does not manage roles",
                       .hint = "say so in lockstep.toml: manage = [\"roles\"]",
                       .line = {}});
}

} // namespace

ReadOptions Project::reading() const {
  return {.search_path = {}, .ignore_schemas = config_.ignore_schemas, .contents = rows_};
}

void Project::read_rows_of(const State& declared) { rows_ = contents_of(declared); }

std::string Project::new_database() {
  std::string database = shadow().create_database();
  if (manages_roles()) {
    Connection connection(database);
    keep_roles(connection);
  }
  return database;
}

Project::Realised Project::realise_kept(const State& declared, const std::string& topic, Diagnostics& diagnostics) {
  const Makings makings(declared, shadow().major());
  const std::string key = sha256(build_stamp() + realm(config_) + "\nrealised\n" + makings.hash());
  Realised result;
  bool fresh = false;
  if (const auto kept = shadow().find_kept({key})) {
    result.database = kept->conninfo;
    lap("shadow start");
  } else {
    lap("shadow start");
    fresh = true;
    if (const auto old = shadow().take_kept(topic)) {
      Connection connection(old->conninfo);
      if (makings.revise(connection, old->label.notes, makings.size() / 2))
        result.database = old->conninfo;
      else
        shadow().keep(old->conninfo, old->label);
    }
    if (result.database.empty()) {
      result.database = new_database();
      Connection connection(result.database);
      realise(connection, declared, diagnostics);
      if (diagnostics.has_errors()) return result;
    }
    lap("realise");
  }
  Connection connection(result.database);
  State read = read_state(connection, reading());
  if (fresh) shadow().keep(result.database, {key, topic, makings.notes(read)});
  result.state = with_intent(std::move(read), declared, managed(config_));
  lap("read");
  return result;
}

Declared Project::read_declared(const fs::path& path) {
  Declared declared = read_schema(path);
  require_managed(config_, declared.state, declared.diagnostics);
  throw_if_errors(declared.diagnostics);
  lap("read TOML");
  return declared;
}

Loaded Project::load_declared(const Declared& declared, const fs::path& path) {
  Diagnostics diagnostics = declared.diagnostics;
  Realised realised = realise_kept(declared.state, "schema " + fs::weakly_canonical(path).string(), diagnostics);
  throw_if_errors(diagnostics);
  Loaded loaded{std::move(realised.state), path.filename().string(), realised.database, SourceKind::schema, {}};
  if (!loaded.database.empty()) {
    Connection connection(loaded.database);
    loaded.made_by = user_of(connection);
  }
  return loaded;
}

Loaded Project::load_schema(const fs::path& path) { return load_declared(read_declared(path), path); }

Loaded Project::load_live(const std::string& conninfo) {
  Connection connection(conninfo);
  connection.exec(std::string(one_moment));
  return read_live(connection, conninfo);
}

Loaded Project::read_live(Connection& connection, const std::string& conninfo, bool with_tenants) {
  want_major(connection.server_major());
  Loaded loaded;
  const RunnerObjects own = runner_objects(dialect_, config_.history);
  ReadOptions options = reading();
  options.inside_transaction = true;
  options.of_server = manages_roles();
  for (const auto& [here, there] : role_names_at(conninfo)) options.role_names[there] = here;
  options.ignore_schemas.insert(options.ignore_schemas.end(), own.schemas.begin(), own.schemas.end());
  if (!with_tenants)
    for (std::string& tenant : recorded_tenants(connection)) options.ignore_schemas.push_back(std::move(tenant));
  loaded.state = read_state(connection, options);
  leave_out(loaded.state, own.tables);
  loaded.label = connection.describe();
  loaded.kind = SourceKind::live;
  loaded.live = conninfo;
  lap("read");
  return loaded;
}

namespace {

/// The key of every prefix of the files, the whole first: what stands in a database after they ran.
std::vector<std::string> prefix_keys(const Config& config, const std::vector<ChainFile>& files) {
  std::vector<std::string> keys;
  std::string key = sha256(build_stamp() + realm(config) + "\nreplayed\n");
  for (const ChainFile& file : files) {
    key = sha256(key + file.path + ' ' + text_key(file));
    keys.insert(keys.begin(), key);
  }
  return keys;
}

} // namespace

void Project::keep_chain(const std::string& database, const std::vector<ChainFile>& files) {
  if (!files.empty())
    shadow().keep(database,
                  {prefix_keys(config_, files).front(), "chain " + fs::weakly_canonical(config_.root).string(), {}});
}

Loaded Project::load_chain(const std::vector<ChainFile>& files, const std::string& label) {
  Loaded loaded;
  loaded.label = label;
  loaded.kind = SourceKind::chain;
  const auto kept = shadow().find_kept(prefix_keys(config_, files));
  const std::size_t done = kept ? files.size() - kept->key : 0;
  if (kept) loaded.database = done == files.size() ? kept->conninfo : shadow().clone_database(kept->conninfo);
  if (!kept) loaded.database = new_database();
  lap("shadow start");
  {
    Connection connection(loaded.database);
    for (std::size_t i = done; i < files.size(); ++i) replay_file(connection, files[i]);
    lap("replay");
    loaded.made_by = user_of(connection);
    loaded.state = read_state(connection, reading());
  }
  if (done < files.size()) keep_chain(loaded.database, files);
  lap("read");
  return loaded;
}

Loaded Project::load(const std::string& text) {
  const Source source = find_source(text);
  switch (source.kind) {
  case SourceKind::schema:
    return load_schema(path_of(text));
  case SourceKind::chain: {
    const fs::path folder = path_of(text);
    return load_chain(chain_in(folder), text);
  }
  case SourceKind::live:
    return load_live(source.conninfo);
  case SourceKind::script:
    return load_script(path_of(text));
  case SourceKind::foreign:
    return load_foreign(path_of(text));
  }
  return {};
}

std::string Project::ground_of(const Loaded& loaded) {
  if (!loaded.database.empty()) return loaded.database;
  Diagnostics diagnostics;
  const Realised realised = realise_kept(loaded.state, "copy " + loaded.label, diagnostics);
  if (diagnostics.has_errors()) {
    Error error = database_error("the shadow server can not rebuild " + loaded.label + ":\n" + diagnostics.text(),
                                 "A server of the same version with the same extensions can: --shadow URL");
    throw error;
  }
  return realised.database;
}

const std::string& Project::take_over(const std::string& ground) {
  shadow().unkeep(ground);
  return ground;
}

namespace {

/// Objects with a field that the other server would choose by itself (the version of an extension), and without it.
std::vector<std::pair<Object, Object>> with_and_without_implied(const State& state) {
  std::vector<std::pair<Object, Object>> result;
  for (const auto& entry : state.objects()) {
    const Object& object = entry.second;
    bool differs = false;
    Object without = with_fields_of(object, [&](const Field& field) {
      const bool left_out = field.options.when_declared && is_implied(object, field, state);
      differs = differs || left_out;
      return left_out ? nullptr : &object;
    });
    if (differs) result.emplace_back(object, std::move(without));
  }
  return result;
}

} // namespace

void Project::rebuild_in_shadow(Loaded& loaded) {
  const int theirs = loaded.state.server_major;
  say(loaded.label + " is PostgreSQL " + std::to_string(theirs) + ": compared as PostgreSQL " +
      std::to_string(shadow().major()) + " reads it");
  const std::vector<std::string> unknown = loaded.state.unknown;
  const auto versioned = with_and_without_implied(loaded.state);
  for (const auto& [with, without] : versioned) loaded.state.put(without);
  loaded.database = ground_of(loaded);
  Connection connection(loaded.database);
  loaded.state = read_state(connection, reading());
  loaded.state.unknown = unknown;
  for (const auto& [with, without] : versioned) loaded.state.put(with);
  lap("rebuild");
}

void Project::level(Loaded& one, Loaded& other) {
  if (one.state.server_major == other.state.server_major) return;
  for (Loaded* side : {&one, &other})
    if (side->state.server_major != shadow().major()) rebuild_in_shadow(*side);
}

} // namespace lockstep
