// CHECK constraints. https://www.postgresql.org/docs/current/ddl-constraints.html
#include "kinds/constraint.hpp"
#include "kinds/list.hpp"
#include "kinds/partition.hpp"

namespace lockstep::kinds {
namespace {

using namespace constraint;

constexpr Field fields[] = {
    field<&CheckConstraint::expression>(
        "expression", "what every row must satisfy",
        {.on_change = OnChange::recreate, .points = Points::expression, .required = true}),
    field<&CheckConstraint::no_inherit>("no_inherit", "NO INHERIT", {.on_change = OnChange::recreate}),
    field<&CheckConstraint::not_valid>("not_valid", "NOT VALID: old rows were never checked"),
    field<&CheckConstraint::not_enforced>("not_enforced", "NOT ENFORCED: no row is ever checked",
                                          {.on_change = OnChange::recreate, .since = 18}),
    field<&CheckConstraint::comment>("comment", "COMMENT ON CONSTRAINT"),
};

std::string inline_sql(const Object& object, const State&) {
  const auto& check = body<CheckConstraint>(object);
  if (check.not_valid) return {}; // CREATE TABLE would take it as valid
  return "CONSTRAINT " + quote_ident(object.id.name()) + " " + check_definition(check);
}

void after_inline(const Object& object, const State&, Steps& steps) {
  push_constraint_comment(steps, object.id, body<CheckConstraint>(object).comment);
}

void create(const Object& object, const State& state, Steps& steps) {
  const auto& check = body<CheckConstraint>(object);
  const std::string definition = check_definition(check) + (check.not_valid ? " NOT VALID" : "");
  const bool reads_none = check.not_valid || check.not_enforced;
  steps.push_back(make_step(reads_none ? add_check_not_valid : add_check, object.id,
                            alter_table(object.id, add_action(object.id, definition)),
                            alter_table(object.id, drop_action(object.id))));
  after_inline(object, state, steps);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  if (changed.has("not_valid")) steps.push_back(validate_step(to.id));
  if (changed.has("comment"))
    push_constraint_comment(steps, to.id, body<CheckConstraint>(to).comment, body<CheckConstraint>(from).comment, true);
}

bool must_recreate(const Object&, const Object& to, const Changed& changed) {
  return changed.has("not_valid") && body<CheckConstraint>(to).not_valid;
}

void recreate(const Object& from, const Object& to, const State& state, Steps& steps) {
  const bool not_valid = body<CheckConstraint>(to).not_valid;
  const auto sql = [&](const Object& object) {
    return alter_table(object.id, drop_action(object.id) + ", " +
                                      add_action(object.id, check_definition(body<CheckConstraint>(object)) +
                                                                (not_valid ? " NOT VALID" : "")));
  };
  const bool reads_none = not_valid || body<CheckConstraint>(to).not_enforced;
  steps.push_back(make_step(reads_none ? replace_not_valid : replace_check, to.id, sql(to), sql(from)));
  after_inline(to, state, steps);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(drop_step(object.id, check_definition(body<CheckConstraint>(object))));
}

constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, c.relname AS p2, k.conname AS p3,
       'pg_constraint'::regclass::oid AS classid, k.oid AS objid, 0 AS objsubid,
       pg_get_expr(k.conbin, k.conrelid) AS expression, k.connoinherit AS no_inherit,
       NOT k.convalidated{18: AND k.conenforced|} AS not_valid, {18:NOT k.conenforced|false} AS not_enforced, d.description AS comment
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = k.oid
 WHERE k.contype = 'c' AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND c.oid >= 16384 AND k.conislocal)";

} // namespace

extern const Kind check{.name = "check",
                        .title = "check",
                        .section = "checks",
                        .scope = Scope::parent,
                        .parent = &table,
                        .weight = 72,
                        .fields = fields,
                        .short_form = "expression",
                        .hints = renamed_from_hint,
                        .manual = "ddl-constraints.html",
                        .summary = "A check constraint.",
                        .catalog_sql = catalog_sql,
                        .catalog_rows = "pg_constraint WHERE contype = 'c' AND conrelid <> 0",
                        .make = make_body<CheckConstraint>,
                        .inline_sql = inline_sql,
                        .after_inline = after_inline,
                        .create = create,
                        .alter = alter,
                        .drop = drop,
                        .recreate = recreate,
                        .rename = rename_constraint,
                        .must_recreate = must_recreate,
                        .inherited = partition::shared_with_parent};

} // namespace lockstep::kinds
