// Schemas. https://www.postgresql.org/docs/current/sql-createschema.html
#include "kinds/schema.hpp"

#include "kinds/access.hpp"
#include "kinds/list.hpp"
#include "kinds/render.hpp"

namespace lockstep::kinds {
namespace {

struct Schema : Access {
  std::string comment;
};

constexpr Field fields[] = {
    field<&Schema::comment>("comment", "COMMENT ON SCHEMA"),
    owner_field<Schema>(),
    grants_field<Schema>(),
};

// Every database is born with `public`, which is there even where no schema declares it, and with this comment.
constexpr std::string_view public_comment = "standard public schema";

std::string target(const Id& id) { return "SCHEMA " + quote_ident(id.name()); }

void create(const Object& object, const State&, Steps& steps) {
  if (object.id.name() != "public")
    steps.push_back(make_step(schema::create, object.id, "CREATE " + target(object.id), "DROP " + target(object.id)));
  push_comment(steps, object.id, target(object.id), body<Schema>(object).comment);
}

/// The comment, or the one that the schema was born with.
std::string comment_of(const Object& object) {
  const std::string& comment = body<Schema>(object).comment;
  return comment.empty() && object.id.name() == "public" ? std::string(public_comment) : comment;
}

void alter(const Object& from, const Object& to, const Changed&, const State&, Steps& steps) {
  push_comment(steps, to.id, target(to.id), comment_of(to), comment_of(from), true);
}

/// It stays, as every database has it.
void reset_public(const Object& object, const State& state, Steps& steps) {
  if (!body<Schema>(object).comment.empty())
    push_comment(steps, object.id, target(object.id), std::string(public_comment), body<Schema>(object).comment, true);
  if (!body<Schema>(object).grants) return;
  Object usual = object;
  auto born = std::make_shared<Schema>();
  born->grants = Settings{};
  usual.body = born;
  push_access(object, usual, {{find_field(*object.kind, "grants")}}, state, steps);
}

void drop(const Object& object, const State& state, Steps& steps) {
  if (object.id.name() == "public")
    reset_public(object, state, steps);
  else
    steps.push_back(make_step(schema::drop, object.id, "DROP " + target(object.id), "CREATE " + target(object.id)));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  steps.push_back(make_step(schema::rename, to, "ALTER " + target(from.id) + " RENAME TO " + quote_ident(to.name()),
                            "ALTER " + target(to) + " RENAME TO " + quote_ident(from.id.name())));
}

constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, 'pg_namespace'::regclass::oid AS classid, n.oid AS objid, 0 AS objsubid,
       CASE WHEN n.nspname <> 'public' OR d.description <> 'standard public schema' THEN d.description END AS comment
  FROM pg_namespace n
  LEFT JOIN pg_description d ON d.classoid = 'pg_namespace'::regclass AND d.objoid = n.oid AND d.objsubid = 0
 WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'lockstep')
   AND NOT (n.nspname = 'public' AND d.description IS NOT DISTINCT FROM 'standard public schema'
            AND n.nspowner = {15:'pg_database_owner'::regrole::oid|10}
            AND n.nspacl IS NOT DISTINCT FROM
                (SELECT initprivs FROM pg_init_privs WHERE classoid = 'pg_namespace'::regclass AND objoid = n.oid)))";

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
                         .rename = rename,
                         .target = target,
                         .grants_on = "SCHEMA"};

} // namespace lockstep::kinds
