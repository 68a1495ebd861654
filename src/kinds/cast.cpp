// Casts. https://www.postgresql.org/docs/current/sql-createcast.html
#include "kinds/bare.hpp"
#include "kinds/code_forms.hpp"
#include "kinds/list.hpp"

namespace lockstep::kinds {
namespace {

struct Cast {
  std::string function;
  bool inout = false;
  std::string context, comment;
};

constexpr std::string_view joiner = " as ";
constexpr std::string_view context_choices[] = {"assignment", "implicit"};

constexpr Field fields[] = {
    field<&Cast::function>("function",
                           "WITH FUNCTION, with its argument types; WITHOUT FUNCTION when neither this nor `inout`",
                           {.on_change = OnChange::recreate, .points = Points::relation}),
    field<&Cast::inout>("inout", "WITH INOUT: by way of the text form", {.on_change = OnChange::recreate}),
    field<&Cast::context>("context", "AS ASSIGNMENT or AS IMPLICIT; only where asked for when not given",
                          {.on_change = OnChange::recreate, .choices = context_choices}),
    field<&Cast::comment>("comment", "COMMENT ON CAST"),
};

std::string target(const Id& id) {
  const std::size_t at = id.name().find(joiner);
  return "CAST (" + id.name().substr(0, at) + " AS " + id.name().substr(at + joiner.size()) + ")";
}

std::string create_sql(const Id& id, const Cast& cast) {
  std::string sql = "CREATE " + target(id);
  if (cast.inout)
    sql += " WITH INOUT";
  else
    sql += cast.function.empty() ? " WITHOUT FUNCTION" : " WITH FUNCTION " + cast.function;
  return sql + (cast.context.empty() ? "" : " AS " + upper(cast.context));
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& cast = body<Cast>(object);
  push_bare_create(steps, cast::create, object.id, create_sql(object.id, cast), target(object.id), cast.comment);
}

void alter(const Object& from, const Object& to, const Changed&, const State&, Steps& steps) {
  push_bare_comment(steps, to.id, target(to.id), body<Cast>(to).comment, body<Cast>(from).comment, true);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(
      bare_step(cast::drop, object.id, "DROP " + target(object.id), create_sql(object.id, body<Cast>(object))));
}

// Those between a range type and its multirange come and go with it.
constexpr std::string_view catalog_sql = R"(
SELECT format_type(c.castsource, NULL) || ' as ' || format_type(c.casttarget, NULL) AS p1,
       'pg_cast'::regclass::oid AS classid, c.oid AS objid, 0 AS objsubid,
       CASE WHEN c.castmethod = 'f' THEN c.castfunc::regprocedure::text END AS function, c.castmethod = 'i' AS inout,
       CASE c.castcontext WHEN 'a' THEN 'assignment' WHEN 'i' THEN 'implicit' END AS context,
       obj_description(c.oid, 'pg_cast') AS comment
  FROM pg_cast c
 WHERE c.oid >= 16384
   AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = 'pg_cast'::regclass AND e.objid = c.oid AND e.deptype = 'i'))";

} // namespace

extern const Kind cast{.name = "cast",
                       .title = "cast",
                       .section = "casts",
                       .scope = Scope::database,
                       .weight = 47,
                       .fields = fields,
                       .manual = "sql-createcast.html",
                       .summary = "A cast; its name is the two types: `\"bigint as public.money2\"`.",
                       .catalog_sql = catalog_sql,
                       .catalog_rows = "pg_cast WHERE oid >= 16384",
                       .make = make_body<Cast>,
                       .create = create,
                       .alter = alter,
                       .drop = drop,
                       .joiner = joiner};

} // namespace lockstep::kinds
