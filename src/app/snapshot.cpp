// See the header. drizzle-kit looks at a database of the shadow in which the chain was replayed.
#include "app/snapshot.hpp"

#include "app/foreign.hpp"
#include "base/text.hpp"
#include "tools/snapshot.hpp"

#include <nlohmann/json.hpp>
#include <set>

namespace lockstep {

namespace {

using Json = nlohmann::ordered_json;

/// Those that the snapshot speaks of: others are none of Drizzle's business.
std::vector<std::string> schemas_in(const Json& snapshot) {
  std::vector<std::string> schemas{"public"};
  const Json named = snapshot.value("schemas", Json::object());
  for (const auto& [key, value] : named.items())
    if (key != "public") schemas.push_back(key);
  for (const Json& entity : snapshot.value("ddl", Json::array()))
    if (entity.value("entityType", "") == "schemas" && entity.value("name", "") != "public")
      schemas.push_back(entity.value("name", ""));
  return schemas;
}

/// drizzle-kit reads the operator class of every index column, and takes one that nobody wrote for a difference.
void forget_usual_classes(Json& snapshot, const std::string& database) {
  if (!snapshot.contains("tables")) return; // from 1.0 on it does not
  Connection connection(database);
  const Rows rows = connection.exec("SELECT DISTINCT opcname FROM pg_catalog.pg_opclass WHERE opcdefault");
  std::set<std::string> usual;
  for (std::size_t i = 0; i < rows.size(); ++i) usual.emplace(rows.get(i, 0));
  for (auto& table : snapshot["tables"])
    for (auto& index : table["indexes"])
      for (auto& column : index["columns"])
        if (usual.contains(column.value("opclass", ""))) column.erase("opclass");
}

} // namespace

void renew_snapshot(Project& project, Emitted& emitted) {
  if (project.dialect().name != "drizzle") return;
  std::string newest;
  for (const auto& [path, content] : emitted.changed)
    if (path.ends_with("snapshot.json")) newest = path;
  if (newest.empty()) return;
  const Json carried = Json::parse(emitted.changed.at(newest), nullptr, false);
  if (carried.is_discarded()) return;
  try {
    const Loaded reached = project.load_chain(emitted.chain, "the migrations");
    const std::string seen =
        tools::drizzle_snapshot(project.config().root, driver_url(reached.database), schemas_in(carried));
    Json snapshot = Json::parse(seen, nullptr, false);
    if (seen.empty() || snapshot.is_discarded())
      throw usage_error("drizzle-kit is not in the project", "npm install --save-dev drizzle-kit");
    forget_usual_classes(snapshot, reached.database);
    if (snapshot.value("version", "") != carried.value("version", ""))
      throw usage_error("drizzle-kit writes snapshots of another version: " + snapshot.value("version", "none"));
    for (const char* key : {"id", "prevId", "prevIds"})
      if (carried.contains(key)) snapshot[key] = carried.at(key);
    emitted.changed[newest] = snapshot.dump(2);
  } catch (const Error& error) {
    project.say(newest + " says what the last one did: " + error.what());
  }
}

} // namespace lockstep
