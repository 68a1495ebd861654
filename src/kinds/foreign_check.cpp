// CHECK constraints of foreign tables: promises to the planner, which nobody checks.
// https://www.postgresql.org/docs/current/sql-alterforeigntable.html
#include "kinds/bare.hpp"
#include "kinds/constraint.hpp"
#include "kinds/foreign_forms.hpp"
#include "kinds/list.hpp"

namespace lockstep::kinds {
namespace {

constexpr Field fields[] = {
    field<&CheckConstraint::expression>(
        "expression", "what every row satisfies: a promise that nobody checks",
        {.on_change = OnChange::recreate, .points = Points::expression, .required = true}),
    field<&CheckConstraint::no_inherit>("no_inherit", "NO INHERIT", {.on_change = OnChange::recreate}),
    field<&CheckConstraint::not_valid>("not_valid", "NOT VALID: the planner does not count on it"),
    field<&CheckConstraint::not_enforced>("not_enforced", "NOT ENFORCED: the planner does not count on it",
                                          {.on_change = OnChange::recreate, .since = 18}),
    field<&CheckConstraint::comment>("comment", "COMMENT ON CONSTRAINT"),
};

std::string alter_sql(const Id& id, const std::string& action) {
  return "ALTER FOREIGN TABLE " + table_sql(id) + " " + action;
}

std::string add_sql(const Object& object) {
  const auto& check = body<CheckConstraint>(object);
  const std::string definition = constraint::check_definition(check) + (check.not_valid ? " NOT VALID" : "");
  return alter_sql(object.id, constraint::add_action(object.id, definition));
}

std::string drop_sql(const Object& object) { return alter_sql(object.id, constraint::drop_action(object.id)); }

void create(const Object& object, const State&, Steps& steps) {
  steps.push_back(make_step(foreign_table::alter, object.id, add_sql(object), drop_sql(object)));
  constraint::push_constraint_comment(steps, object.id, body<CheckConstraint>(object).comment);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  if (changed.has("not_valid"))
    steps.push_back(
        make_step(foreign_table::alter, to.id, alter_sql(to.id, "VALIDATE CONSTRAINT " + quote_ident(to.id.name()))));
  if (changed.has("comment"))
    constraint::push_constraint_comment(steps, to.id, body<CheckConstraint>(to).comment,
                                        body<CheckConstraint>(from).comment, true);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(make_step(foreign_table::alter, object.id, drop_sql(object), add_sql(object)));
}

bool must_recreate(const Object&, const Object& to, const Changed& changed) {
  return changed.has("not_valid") && body<CheckConstraint>(to).not_valid;
}

void recreate(const Object& from, const Object& to, const State& state, Steps& steps) {
  drop(from, state, steps);
  steps.back().breaks = {from.id};
  create(to, state, steps);
  steps[0].unit = steps[1].unit = 1;
}

constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, c.relname AS p2, k.conname AS p3,
       'pg_constraint'::regclass::oid AS classid, k.oid AS objid, 0 AS objsubid,
       pg_get_expr(k.conbin, k.conrelid) AS expression, k.connoinherit AS no_inherit,
       NOT k.convalidated{18: AND k.conenforced|} AS not_valid, {18:NOT k.conenforced|false} AS not_enforced, d.description AS comment
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid AND c.relkind = 'f' AND NOT c.relispartition
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = k.oid
 WHERE k.contype = 'c' AND c.oid >= 16384)";

} // namespace

extern const Kind foreign_check{.name = "foreign_check",
                                .title = "check",
                                .section = "checks",
                                .scope = Scope::parent,
                                .parent = &foreign_table,
                                .weight = 98,
                                .fields = fields,
                                .short_form = "expression",
                                .hints = renamed_from_hint,
                                .manual = "sql-createforeigntable.html",
                                .summary = "A check of a foreign table, which nobody checks: the planner counts on it.",
                                .catalog_sql = catalog_sql,
                                .catalog_rows = "pg_foreign_table",
                                .make = make_body<CheckConstraint>,
                                .create = create,
                                .alter = alter,
                                .drop = drop,
                                .recreate = recreate,
                                .rename =
                                    constraint::rename_constraint, // ALTER FOREIGN TABLE knows no RENAME CONSTRAINT
                                .must_recreate = must_recreate};

} // namespace lockstep::kinds
