// EXCLUDE constraints. https://www.postgresql.org/docs/current/ddl-constraints.html
#include "kinds/constraint.hpp"
#include "kinds/index_sql.hpp"
#include "kinds/list.hpp"
#include "kinds/partition.hpp"
#include "kinds/row_checks.hpp"

#include <tuple>

namespace lockstep::kinds {
namespace {

using namespace constraint;

struct Exclusion {
  std::string method;
  std::vector<std::string> elements;
  std::vector<std::string> include;
  std::string where;
  std::string deferrable;
  Settings with;
  std::string comment;
};

constexpr Field fields[] = {
    field<&Exclusion::method>("method", "access method; btree when not given", {.on_change = OnChange::recreate}),
    field<&Exclusion::elements>("elements", "each as \"column WITH operator\"",
                                {.on_change = OnChange::recreate, .points = Points::expression, .required = true}),
    field<&Exclusion::include>("include", "INCLUDE: columns stored in the index only",
                               {.on_change = OnChange::recreate}),
    field<&Exclusion::where>("where", "rows that it covers",
                             {.on_change = OnChange::recreate, .points = Points::expression}),
    field<&Exclusion::deferrable>("deferrable", "DEFERRABLE",
                                  {.on_change = OnChange::recreate, .choices = deferrable_choices}),
    field<&Exclusion::with>("with", "storage parameters of its index", {.in_order = true}),
    field<&Exclusion::comment>("comment", "COMMENT ON CONSTRAINT"),
};

std::string definition(const Exclusion& exclusion) {
  std::string sql = "EXCLUDE";
  if (!exclusion.method.empty()) sql += " USING " + exclusion.method;
  sql += " (" + join(exclusion.elements, ", ") + ")";
  if (!exclusion.include.empty()) sql += " INCLUDE (" + join(exclusion.include, ", ") + ")";
  sql += with_clause(exclusion.with);
  if (!exclusion.where.empty()) sql += " WHERE " + in_parens(exclusion.where);
  return sql + deferrable_clause(exclusion.deferrable);
}

// CREATE TABLE silently makes one of two constraints that differ only in their names and settings.
bool repeats_another(const Object& object, const State& state) {
  const auto what = [](const Object& one) {
    const auto& it = body<Exclusion>(one);
    return std::tie(it.method, it.elements, it.include, it.where, it.deferrable);
  };
  for (const Object* other : state.children(table_of(object.id), object.kind->name)) {
    if (other->id == object.id) return false;
    if (what(*other) == what(object)) return true;
  }
  return false;
}

std::string inline_sql(const Object& object, const State& state) {
  if (repeats_another(object, state)) return {};
  return "CONSTRAINT " + quote_ident(object.id.name()) + " " + definition(body<Exclusion>(object));
}

void after_inline(const Object& object, const State&, Steps& steps) {
  push_constraint_comment(steps, object.id, body<Exclusion>(object).comment);
}

std::string conflicting_rows(const Object& object, const State& state) {
  const auto& exclusion = body<Exclusion>(object);
  return row_checks::conflicts(state, table_of(object.id), exclusion.elements, exclusion.where);
}

void create(const Object& object, const State& state, Steps& steps) {
  steps.push_back(make_step(add_exclusion, object.id,
                            alter_table(object.id, add_action(object.id, definition(body<Exclusion>(object)))),
                            alter_table(object.id, drop_action(object.id))));
  steps.back().check = conflicting_rows(object, state);
  after_inline(object, state, steps);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  const auto& before = body<Exclusion>(from);
  const auto& after = body<Exclusion>(to);
  if (changed.has("with"))
    for (const std::string& action : settings_actions(before.with, after.with))
      steps.push_back(make_step(index::set_storage, to.id, "ALTER INDEX " + own_sql(to.id) + " " + action));
  if (changed.has("comment")) push_constraint_comment(steps, to.id, after.comment, before.comment, true);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(drop_step(object.id, definition(body<Exclusion>(object))));
}

// One statement, so that there is no moment without the rule.
void recreate(const Object& from, const Object& to, const State& state, Steps& steps) {
  const auto sql = [](const Object& object) {
    return alter_table(object.id,
                       drop_action(object.id) + ", " + add_action(object.id, definition(body<Exclusion>(object))));
  };
  steps.push_back(make_step(replace_exclusion, to.id, sql(to), sql(from)));
  steps.back().check = conflicting_rows(to, state);
  after_inline(to, state, steps);
}

constexpr std::string_view select_sql = R"(
SELECT n.nspname AS p1, c.relname AS p2, k.conname AS p3,
       'pg_constraint'::regclass::oid AS classid, k.oid AS objid, 0 AS objsubid,)";
constexpr std::string_view expressions_sql = R"(
       ()";
constexpr std::string_view operators_sql = R"( ||
        ARRAY(SELECT CASE WHEN ps.nspname = 'pg_catalog' THEN p.oprname
                          ELSE 'OPERATOR(' || quote_ident(ps.nspname) || '.' || p.oprname || ')' END
                FROM unnest(k.conexclop) WITH ORDINALITY u(op, n)
                JOIN pg_operator p ON p.oid = u.op JOIN pg_namespace ps ON ps.oid = p.oprnamespace
               ORDER BY u.n))::text AS "elements:keys",)";
constexpr std::string_view from_sql = R"( AS "include:quoted",
       NULLIF(am.amname, 'btree') AS method, pg_get_expr(i.indpred, i.indrelid) AS where,
       CASE WHEN k.condeferrable THEN CASE WHEN k.condeferred THEN 'initially deferred' ELSE 'initially immediate' END
       END AS deferrable, ic.reloptions AS with, d.description AS comment
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_index i ON i.indexrelid = k.conindid
  JOIN pg_class ic ON ic.oid = k.conindid
  JOIN pg_am am ON am.oid = ic.relam
  LEFT JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = k.oid
 WHERE k.contype = 'x' AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND c.oid >= 16384 AND k.conparentid = 0)";

constexpr std::string_view catalog_sql = Joined<select_sql, index_numbers_sql, expressions_sql, index_expressions_sql,
                                                operators_sql, index_included_sql, from_sql>::value;

} // namespace

extern const Kind exclusion{.name = "exclusion",
                            .title = "exclusion constraint",
                            .section = "exclusions",
                            .scope = Scope::parent,
                            .parent = &table,
                            .weight = 73,
                            .fields = fields,
                            .short_form = "elements",
                            .hints = renamed_from_hint,
                            .manual = "ddl-constraints.html",
                            .summary = "An exclusion constraint.",
                            .catalog_sql = catalog_sql,
                            .catalog_rows = "pg_constraint WHERE contype = 'x'",
                            .make = make_body<Exclusion>,
                            .inline_sql = inline_sql,
                            .after_inline = after_inline,
                            .create = create,
                            .alter = alter,
                            .drop = drop,
                            .recreate = recreate,
                            .rename = rename_constraint,
                            .inherited = partition::shared_with_parent,
                            .is_relation = true};

} // namespace lockstep::kinds
