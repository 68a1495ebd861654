// Extensions. https://www.postgresql.org/docs/current/sql-createextension.html
#include "kinds/extension.hpp"

#include "kinds/list.hpp"
#include "kinds/render.hpp"

namespace lockstep::kinds {
namespace {

struct Extension {
  std::string schema;
  std::string version;
  std::string comment;
};

constexpr Field fields[] = {
    field<&Extension::schema>("schema", "schema of its objects; `public` when not given", {.when_declared = true}),
    field<&Extension::version>("version", "version to install; the server's default when not given",
                               {.when_declared = true}),
    field<&Extension::comment>("comment", "COMMENT ON EXTENSION"),
};

std::string target(const Id& id) { return "EXTENSION " + quote_ident(id.name()); }

void create(const Object& object, const State&, Steps& steps) {
  const auto& extension = body<Extension>(object);
  std::string sql = "CREATE " + target(object.id);
  if (!extension.schema.empty()) // else it may bring its own
    sql += " WITH SCHEMA " + quote_ident(extension.schema);
  if (!extension.version.empty()) sql += " VERSION " + quote_literal(extension.version);
  steps.push_back(make_step(extension::create, object.id, sql, "DROP " + target(object.id)));
  push_comment(steps, object.id, target(object.id), extension.comment);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  const auto& before = body<Extension>(from);
  const auto& after = body<Extension>(to);
  const auto move_to = [&](const std::string& schema) {
    return "ALTER " + target(to.id) + " SET SCHEMA " + quote_ident(schema);
  };
  if (changed.has("schema"))
    steps.push_back(make_step(extension::move, to.id, move_to(after.schema), move_to(before.schema)));
  if (changed.has("version"))
    steps.push_back(
        make_step(extension::update, to.id, "ALTER " + target(to.id) + " UPDATE TO " + quote_literal(after.version)));
  if (changed.has("comment")) push_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(make_step(extension::drop, object.id, "DROP " + target(object.id), "CREATE " + target(object.id)));
}

// plpgsql is born with every database. An extension's own comment comes with it and is no news.
constexpr std::string_view catalog_sql = R"(
SELECT e.extname AS p1, 'pg_extension'::regclass::oid AS classid, e.oid AS objid, 0 AS objsubid,
       n.nspname AS schema, e.extversion AS version,
       CASE WHEN d.description IS DISTINCT FROM a.comment THEN d.description END AS comment
  FROM pg_extension e
  JOIN pg_namespace n ON n.oid = e.extnamespace
  LEFT JOIN pg_available_extensions a ON a.name = e.extname
  LEFT JOIN pg_description d ON d.classoid = 'pg_extension'::regclass AND d.objoid = e.oid AND d.objsubid = 0
 WHERE e.extname <> 'plpgsql')";

} // namespace

extern const Kind extension{.name = "extension",
                            .title = "extension",
                            .section = "extensions",
                            .scope = Scope::database,
                            .weight = 20,
                            .fields = fields,
                            .manual = "sql-createextension.html",
                            .summary = "An installed extension; its members are left alone.",
                            .catalog_sql = catalog_sql,
                            .make = make_body<Extension>,
                            .create = create,
                            .alter = alter,
                            .drop = drop};

} // namespace lockstep::kinds
