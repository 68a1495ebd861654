// Schemas. https://www.postgresql.org/docs/current/sql-createschema.html
#include "kinds/schema.hpp"

#include "kinds/list.hpp"
#include "kinds/render.hpp"

namespace lockstep::kinds {
namespace {

struct Schema {
  std::string comment;
};

constexpr Field fields[] = {field<&Schema::comment>("comment", "COMMENT ON SCHEMA")};

// Every database is born with `public`, so only its comment is ours.
constexpr std::string_view public_comment = "standard public schema";

std::string target(const Id& id) { return "SCHEMA " + quote_ident(id.name()); }

void create(const Object& object, const State&, Steps& steps) {
  if (object.id.name() != "public")
    steps.push_back(make_step(schema::create, object.id, "CREATE " + target(object.id), "DROP " + target(object.id)));
  push_comment(steps, object.id, target(object.id), body<Schema>(object).comment);
}

void alter(const Object& from, const Object& to, const Changed&, const State&, Steps& steps) {
  push_comment(steps, to.id, target(to.id), body<Schema>(to).comment, body<Schema>(from).comment, true);
}

void drop(const Object& object, const State&, Steps& steps) {
  if (object.id.name() == "public")
    push_comment(steps, object.id, target(object.id), std::string(public_comment), body<Schema>(object).comment, true);
  else
    steps.push_back(make_step(schema::drop, object.id, "DROP " + target(object.id), "CREATE " + target(object.id)));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  steps.push_back(make_step(schema::rename, to, "ALTER " + target(from.id) + " RENAME TO " + quote_ident(to.name()),
                            "ALTER " + target(to) + " RENAME TO " + quote_ident(from.id.name())));
}

constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, 'pg_namespace'::regclass::oid AS classid, n.oid AS objid, 0 AS objsubid,
       d.description AS comment
  FROM pg_namespace n
  LEFT JOIN pg_description d ON d.classoid = 'pg_namespace'::regclass AND d.objoid = n.oid AND d.objsubid = 0
 WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'lockstep')
   AND NOT (n.nspname = 'public' AND d.description IS NOT DISTINCT FROM 'standard public schema'))";

} // namespace

extern const Kind schema{.name = "schema",
                         .title = "schema",
                         .section = "schemas",
                         .scope = Scope::database,
                         .weight = 10,
                         .fields = fields,
                         .hints = renamed_from_hint,
                         .manual = "sql-createschema.html",
                         .summary = "A namespace. `public` need not be declared.",
                         .catalog_sql = catalog_sql,
                         .make = make_body<Schema>,
                         .create = create,
                         .alter = alter,
                         .drop = drop,
                         .rename = rename};

} // namespace lockstep::kinds
