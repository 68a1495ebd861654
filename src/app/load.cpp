// Sources become states: declared, committed, live or scripted.
#include "app/project.hpp"

#include "base/text.hpp"
#include "catalog/read.hpp"
#include "emit/native.hpp"
#include "run/apply.hpp"
#include "shadow/realise.hpp"
#include "shadow/script.hpp"
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

Loaded Project::load_schema(const fs::path& path) {
  Declared declared = read_schema(path);
  throw_if_errors(declared.diagnostics);
  lap("read TOML");
  Loaded loaded;
  loaded.label = path.filename().string();
  loaded.database = shadow().create_database();
  lap("shadow start");
  Connection connection(loaded.database);
  Diagnostics diagnostics = declared.diagnostics;
  realise(connection, declared.state, diagnostics);
  throw_if_errors(diagnostics);
  lap("realise");
  loaded.state = with_intent(read_state(connection, {.search_path = {}, .ignore_schemas = config_.ignore_schemas}),
                             declared.state);
  lap("read");
  return loaded;
}

Loaded Project::load_live(const std::string& conninfo) {
  Connection connection(conninfo);
  want_major(connection.server_major());
  Loaded loaded;
  loaded.state = read_state(connection, {.search_path = {}, .ignore_schemas = config_.ignore_schemas});
  loaded.label = connection.describe();
  lap("read");
  return loaded;
}

Loaded Project::load_chain(const std::vector<ChainFile>& files, const std::string& label) {
  Loaded loaded;
  loaded.label = label;
  loaded.database = shadow().create_database();
  lap("shadow start");
  Connection connection(loaded.database);
  for (const ChainFile& file : files) replay_file(connection, file);
  lap("replay");
  loaded.state = read_state(connection, {.search_path = {}, .ignore_schemas = config_.ignore_schemas});
  lap("read");
  return loaded;
}

Loaded Project::load_script(const fs::path& path) {
  Loaded loaded;
  loaded.label = path.filename().string();
  loaded.database = shadow().create_database();
  run_script(shadow().bindir(), loaded.database, path);
  Connection connection(loaded.database);
  loaded.state = read_state(connection, {.search_path = {}, .ignore_schemas = config_.ignore_schemas});
  lap("load script");
  return loaded;
}

Loaded Project::load(const std::string& text) {
  const Source source = find_source(text);
  switch (source.kind) {
  case SourceKind::schema:
    return load_schema(path_of(text));
  case SourceKind::chain: {
    const fs::path folder = path_of(text);
    return load_chain(read_chain(folder), text);
  }
  case SourceKind::live:
    return load_live(source.conninfo);
  case SourceKind::script:
    return load_script(path_of(text));
  }
  return {};
}

std::string Project::scratch_copy(const Loaded& loaded) {
  if (!loaded.database.empty()) return shadow().clone_database(loaded.database);
  std::string database = shadow().create_database();
  Connection connection(database);
  Diagnostics diagnostics;
  realise(connection, loaded.state, diagnostics);
  if (diagnostics.has_errors()) {
    Error error = database_error("the shadow server can not rebuild " + loaded.label + ":\n" + diagnostics.text(),
                                 "A server of the same version with the same extensions can: --shadow URL");
    throw error;
  }
  return database;
}

} // namespace lockstep
