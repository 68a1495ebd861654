// Transforms of types for procedural languages. https://www.postgresql.org/docs/current/sql-createtransform.html
#include "kinds/bare.hpp"
#include "kinds/code_forms.hpp"
#include "kinds/list.hpp"

namespace lockstep::kinds {
namespace {

struct Transform {
  std::string from_sql, to_sql, comment;
};

constexpr std::string_view joiner = " for ";

constexpr Field fields[] = {
    field<&Transform::from_sql>("from_sql", "FROM SQL WITH FUNCTION: hands values to the language",
                                {.points = Points::relation}),
    field<&Transform::to_sql>("to_sql", "TO SQL WITH FUNCTION: takes values from the language",
                              {.points = Points::relation}),
    field<&Transform::comment>("comment", "COMMENT ON TRANSFORM"),
};

std::string target(const Id& id) {
  const std::size_t at = id.name().find(joiner);
  return "TRANSFORM FOR " + id.name().substr(0, at) + " LANGUAGE " + quote_ident(id.name().substr(at + joiner.size()));
}

std::string create_sql(const Id& id, const Transform& transform, bool or_replace) {
  std::vector<std::string> parts;
  if (!transform.from_sql.empty()) parts.push_back("FROM SQL WITH FUNCTION " + transform.from_sql);
  if (!transform.to_sql.empty()) parts.push_back("TO SQL WITH FUNCTION " + transform.to_sql);
  return std::string("CREATE ") + (or_replace ? "OR REPLACE " : "") + target(id) + " (" + join(parts, ", ") + ")";
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& transform = body<Transform>(object);
  push_bare_create(steps, transform::create, object.id, create_sql(object.id, transform, false), target(object.id),
                   transform.comment);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  const auto& before = body<Transform>(from);
  const auto& after = body<Transform>(to);
  const bool only_comment = changed.fields.size() == 1 && changed.has("comment");
  if (!only_comment)
    steps.push_back(
        bare_step(transform::replace, to.id, create_sql(to.id, after, true), create_sql(to.id, before, true)));
  if (changed.has("comment")) push_bare_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(bare_step(transform::drop, object.id, "DROP " + target(object.id),
                            create_sql(object.id, body<Transform>(object), false)));
}

constexpr std::string_view catalog_sql = R"(
SELECT format_type(t.trftype, NULL) || ' for ' || l.lanname AS p1,
       'pg_transform'::regclass::oid AS classid, t.oid AS objid, 0 AS objsubid,
       NULLIF(t.trffromsql, 0)::regprocedure::text AS from_sql, NULLIF(t.trftosql, 0)::regprocedure::text AS to_sql,
       obj_description(t.oid, 'pg_transform') AS comment
  FROM pg_transform t
  JOIN pg_language l ON l.oid = t.trflang
 WHERE t.oid >= 16384)";

} // namespace

extern const Kind transform{.name = "transform",
                            .title = "transform",
                            .section = "transforms",
                            .scope = Scope::database,
                            .weight = 47,
                            .fields = fields,
                            .manual = "sql-createtransform.html",
                            .summary = "How a type passes into a language: `\"public.point2 for plperl\"`.",
                            .catalog_sql = catalog_sql,
                            .catalog_rows = "pg_transform",
                            .make = make_body<Transform>,
                            .create = create,
                            .alter = alter,
                            .drop = drop,
                            .joiner = joiner};

} // namespace lockstep::kinds
