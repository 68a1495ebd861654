// Schemas in another tool's language: what the tool makes of them in SQL is run in the shadow and read back.
#include "app/foreign.hpp"

#include "app/project.hpp"
#include "app/runner_objects.hpp"
#include "base/percent.hpp"
#include "base/text.hpp"
#include "catalog/pieces.hpp"
#include "catalog/read.hpp"
#include "emit/native.hpp"
#include "run/apply.hpp"
#include "tools/schema.hpp"

namespace lockstep {

namespace {

namespace fs = std::filesystem;

/// What the pieces are called in the environment of libpq, which drivers of other languages know as well.
std::map<std::string, std::string> environment_of(const std::map<std::string, std::string>& pieces) {
  std::map<std::string, std::string> environment;
  for (const auto& [key, name] : {std::pair("host", "PGHOST"), std::pair("port", "PGPORT"), std::pair("user", "PGUSER"),
                                  std::pair("dbname", "PGDATABASE"), std::pair("password", "PGPASSWORD")})
    if (const auto piece = pieces.find(key); piece != pieces.end()) environment[name] = piece->second;
  return environment;
}

/// As drivers of every language read it: a socket's folder stands behind the question mark.
std::string url_of(const std::map<std::string, std::string>& pieces) {
  const auto piece = [&](const char* key) {
    const auto found = pieces.find(key);
    return found == pieces.end() ? std::string() : percent_encoded(found->second);
  };
  const bool socket = piece("host").starts_with("%2F");
  std::string url = "postgresql://" + piece("user");
  if (!piece("password").empty()) url += ":" + piece("password");
  if (!piece("user").empty()) url += "@";
  if (!socket) url += piece("host") + (piece("port").empty() ? "" : ":" + piece("port"));
  url += "/" + piece("dbname") + "?sslmode=" + (piece("sslmode").empty() ? "disable" : piece("sslmode"));
  if (socket) url += "&host=" + piece("host") + (piece("port").empty() ? "" : "&port=" + piece("port"));
  return url;
}

} // namespace

std::string driver_url(const std::string& conninfo) { return url_of(pieces_of(conninfo)); }

Loaded Project::load_foreign(const fs::path& path) {
  const tools::SchemaTool* tool = tools::schema_tool_of(path);
  Loaded loaded;
  loaded.label = path.filename().string() + " (" + std::string(tool->name) + ")";
  loaded.kind = SourceKind::foreign;
  loaded.database = shadow().create_database();
  const auto pieces = pieces_of(loaded.database);
  const std::string sql = tool->sql(
      {path, config_.root, url_of(pieces), environment_of(pieces), [this](const std::string& word) { say(word); }});
  lap("ask " + std::string(tool->name));
  Connection connection(loaded.database);
  if (!trim(sql).empty()) replay_file(connection, {path.string(), sql, {}, parse_carried(path.string(), {}, sql)});
  loaded.made_by = std::string(connection.exec("SELECT current_user").get(0, 0));
  loaded.state = read_state(connection, reading());
  leave_out_runner(loaded.state, std::string(tool->runner));
  lap("read");
  return loaded;
}

} // namespace lockstep
