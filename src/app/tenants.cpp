// The declared schema is the first member of such a fleet. What stands beside it is made along with it, once.
#include "app/tenants.hpp"

#include "base/sql.hpp"
#include "catalog/read.hpp"
#include "kinds/kinds.hpp"

namespace lockstep {

namespace {

/// Any name will do to find what can not be told.
constexpr const char* probe = "lockstep_probe";

bool is_taken(const std::string& name) {
  return name.starts_with("pg_") || name == "information_schema" || name == "lockstep";
}

bool is_in_schema(const Object& object) {
  const Kind* top = object.kind;
  while (top->parent != nullptr) top = top->parent;
  return top->scope == Scope::schema || top->name == "schema";
}

/// Texts in which the server does not follow a schema to its other name.
void rename_texts(Object& object, const SchemaName& name) {
  const Field* body = find_field(*object.kind, "body");
  const Field* set = find_field(*object.kind, "set");
  if (object.kind->loose_text == nullptr || body == nullptr || set == nullptr) return;
  const std::shared_ptr<void> renamed = object.kind->make();
  for (const Field& field : object.kind->fields) {
    Value value = field.get(object.body.get());
    if (auto* text = std::get_if<std::string>(&value); text != nullptr && &field == body)
      *text = body_with_schema_name(*text, name);
    if (auto* settings = std::get_if<Settings>(&value); settings != nullptr && &field == set)
      for (std::string& setting : settings->list)
        if (setting.starts_with("search_path=")) setting = with_schema_name("SET " + setting, name).substr(4);
    field.set(renamed.get(), std::move(value));
  }
  object.body = renamed;
}

} // namespace

void require_tenants(const Project& project, const std::vector<ChainFile>& chain,
                     const std::vector<FleetMember>& members) {
  const Fleet& fleet = project.config().fleet;
  if (fleet.schema.empty()) return;
  if (!fleet.databases.empty())
    throw usage_error("[fleet] of lockstep.toml has both schema and databases",
                      "tenants = […] names the schemas of one database");
  std::size_t about = 0;
  for (const ChainFile& file : chain) about += in_schema(file, {fleet.schema, probe}).migration.units.size();
  if (about == 0 && !chain.empty())
    throw usage_error("no migration is about the schema \"" + fleet.schema + "\" of [fleet]",
                      "[fleet] schema names the one that schema.toml declares for all tenants");
  for (const FleetMember& member : members)
    if (is_taken(member.tenant))
      throw usage_error("\"" + member.tenant + "\" can not be the schema of a tenant",
                        "PostgreSQL and lockstep keep it for themselves");
}

std::vector<ChainFile> chain_of(const Project& project, const std::vector<ChainFile>& chain,
                                const FleetMember& member) {
  if (member.tenant.empty()) return chain;
  std::vector<ChainFile> moved;
  moved.reserve(chain.size());
  for (const ChainFile& file : chain) moved.push_back(in_schema(file, {project.config().fleet.schema, member.tenant}));
  return moved;
}

void prepare_member(Connection& connection, const Project& project, const FleetMember& member,
                    const ApplyOptions& options) {
  const std::string& declared = project.config().fleet.schema;
  if (declared.empty() || options.dry_run) return;
  if (member.tenant.empty()) return prepare_history(connection, options);
  // Every database is born with this one, so no migration makes it.
  if (declared != "public") return;
  const Rows there = connection.exec("SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1", {member.tenant});
  if (there.size() == 0) connection.exec("CREATE SCHEMA " + quote_ident(member.tenant));
}

std::map<std::string, State> parts_of(const State& state) {
  std::map<std::string, State> parts;
  for (const auto& [id, object] : state.objects())
    if (is_in_schema(object)) parts[id.path.front()].put(object);
  for (auto& [schema, part] : parts) {
    part.server_major = state.server_major;
    std::vector<State::Need> needs;
    for (const auto& [id, object] : part.objects())
      for (const Id& needed : state.needs(id))
        if (const Object* there = part.find(needed)) needs.push_back({&id, &there->id});
    part.need_all(needs);
  }
  return parts;
}

State read_renamed(const Project& project, const std::string& database, const SchemaName& name) {
  Connection connection(database);
  connection.exec("BEGIN");
  connection.exec("ALTER SCHEMA " + quote_ident(name.declared) + " RENAME TO " + quote_ident(name.actual));
  ReadOptions options = project.reading();
  options.inside_transaction = true;
  State state = parts_of(read_state(connection, options))[name.actual];
  connection.exec("ROLLBACK");
  std::vector<Object> renamed;
  for (const auto& [id, object] : state.objects()) {
    renamed.push_back(object);
    rename_texts(renamed.back(), name);
  }
  for (Object& object : renamed) state.put(std::move(object));
  return state;
}

} // namespace lockstep
