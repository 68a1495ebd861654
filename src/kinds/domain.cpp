// Domains and their checks. https://www.postgresql.org/docs/current/sql-createdomain.html
#include "kinds/access.hpp"
#include "kinds/list.hpp"
#include "kinds/render.hpp"
#include "kinds/row_checks.hpp"
#include "kinds/type_forms.hpp"

#include <algorithm>

namespace lockstep::kinds {
namespace {

struct Domain : Access {
  std::string type;
  std::string collation;
  std::string default_value;
  bool not_null = false;
  std::string comment;
};

struct DomainCheck {
  std::string expression;
  bool not_valid = false;
  std::string comment;
};

constexpr std::string_view check_along[] = {"not_valid"};

constexpr Field fields[] = {
    field<&Domain::type>("type", "the type that it narrows", {.points = Points::type, .required = true}),
    field<&Domain::collation>("collation", "collation where it is not the type's own", {.points = Points::relation}),
    field<&Domain::default_value>("default", "DEFAULT", {.points = Points::expression, .literal = true}),
    field<&Domain::not_null>("not_null", "NOT NULL"),
    field<&Domain::comment>("comment", "COMMENT ON DOMAIN"),
    owner_field<Domain>(),
    grants_field<Domain>(),
};
constexpr Field check_fields[] = {
    field<&DomainCheck::expression>("expression", "what every VALUE must satisfy",
                                    {.on_change = OnChange::recreate, .points = Points::expression, .required = true}),
    field<&DomainCheck::not_valid>("not_valid", "NOT VALID: values that are there were never checked"),
    field<&DomainCheck::comment>("comment", "COMMENT ON CONSTRAINT"),
};

constexpr Sugar sugar[] = {
    {.key = "check",
     .makes = &domain_check,
     .field = "expression",
     .columns_field = "",
     .name_suffix = "check",
     .along = check_along},
};

std::string target(const Id& id) { return "DOMAIN " + qualified(id.path[0], id.path[1]); }

std::string alter_domain(const Id& id, const std::string& action) { return "ALTER " + target(id) + " " + action; }

std::string check_line(const Object& object) {
  return "CONSTRAINT " + quote_ident(object.id.name()) + " CHECK " + in_parens(body<DomainCheck>(object).expression);
}

std::string check_target(const Id& id) { return "CONSTRAINT " + quote_ident(id.name()) + " ON " + target(id); }

void create(const Object& object, const State& state, Steps& steps) {
  const auto& domain = body<Domain>(object);
  std::string sql = "CREATE " + target(object.id) + " AS " + domain.type;
  if (!domain.collation.empty()) sql += " COLLATE " + domain.collation;
  if (!domain.default_value.empty()) sql += " DEFAULT " + domain.default_value;
  if (domain.not_null) sql += " NOT NULL";
  std::vector<const Object*> inlined;
  for (const Object* child : state.children(object.id, domain_check.name)) {
    if (body<DomainCheck>(*child).not_valid) continue;
    sql += "\n  " + check_line(*child);
    inlined.push_back(child);
  }
  steps.push_back(make_step(domain::create, object.id, sql, "DROP " + target(object.id)));
  for (const Object* child : inlined) steps.back().makes.push_back(child->id);
  push_comment(steps, object.id, target(object.id), domain.comment);
  for (const Object* child : inlined)
    push_comment(steps, child->id, check_target(child->id), body<DomainCheck>(*child).comment);
}

void refuse_retype(const Id& id, const Changed& changed, Steps& steps) {
  Step step = make_step(domain::retype, id, {});
  const std::string other = derived_name(id.name(), "new");
  step.refusal = "the " + std::string(changed.has("type") ? "type" : "collation") + " of " + to_text(id) +
                 " changes, which PostgreSQL can not do. Call the domain " + other +
                 " in the schema, also where columns and functions name it: the plan then makes it, moves the columns "
                 "to it, and drops " +
                 id.name() + ". Once that is applied, a second change gives it the old name back: renamed_from = \"" +
                 other + "\".";
  steps.push_back(step);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps) {
  const auto& before = body<Domain>(from);
  const auto& after = body<Domain>(to);
  if (changed.has("type") || changed.has("collation")) refuse_retype(to.id, changed, steps);
  const auto default_action = [](const Domain& domain) {
    return domain.default_value.empty() ? std::string("DROP DEFAULT") : "SET DEFAULT " + domain.default_value;
  };
  const bool default_goes = changed.has("default") && after.default_value.empty();
  if (changed.has("default") && !default_goes)
    steps.push_back(make_step(domain::alter, to.id, alter_domain(to.id, default_action(after)),
                              alter_domain(to.id, default_action(before))));
  const auto null_action = [](const Domain& domain) { return domain.not_null ? "SET NOT NULL" : "DROP NOT NULL"; };
  if (changed.has("not_null")) {
    steps.push_back(make_step(after.not_null ? domain::not_null : domain::alter, to.id,
                              alter_domain(to.id, null_action(after)), alter_domain(to.id, null_action(before))));
    if (after.not_null) steps.back().check = row_checks::breaking(state, to.id, "VALUE IS NOT NULL");
  }
  if (changed.has("comment")) push_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
  if (!default_goes) return;
  steps.push_back(make_step(domain::drop_default, to.id, alter_domain(to.id, default_action(after)),
                            alter_domain(to.id, default_action(before))));
  steps.back().phase = Phase::contract; // old code counts on it
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(make_step(domain::drop, object.id, "DROP " + target(object.id)));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  const auto sql = [](const Id& old_id, const Id& new_id) {
    return alter_domain(old_id, "RENAME TO " + quote_ident(new_id.name()));
  };
  steps.push_back(make_step(domain::rename, to, sql(from.id, to), sql(to, from.id)));
}

std::string_view rebinds(const Object&, const Kind& replaced) {
  return &replaced == &function ? std::string_view("default") : std::string_view();
}

std::string inline_check(const Object& object, const State&) {
  return body<DomainCheck>(object).not_valid ? std::string() : check_line(object);
}

Step validate_step(const Object& check, const State& state) {
  const Id& id = check.id;
  Step step = make_step(domain::validate, id, alter_domain(id, "VALIDATE CONSTRAINT " + quote_ident(id.name())));
  step.phase = Phase::validate;
  step.check = row_checks::breaking(state, {domain.name, id.path.parent()}, body<DomainCheck>(check).expression);
  return step;
}

void create_check(const Object& object, const State& state, Steps& steps) {
  const auto& check = body<DomainCheck>(object);
  steps.push_back(make_step(domain::add_check, object.id,
                            alter_domain(object.id, "ADD " + check_line(object) + " NOT VALID"),
                            alter_domain(object.id, "DROP CONSTRAINT " + quote_ident(object.id.name()))));
  if (!check.not_valid) steps.push_back(validate_step(object, state));
  push_comment(steps, object.id, check_target(object.id), check.comment);
}

void alter_check(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps) {
  if (changed.has("not_valid")) steps.push_back(validate_step(to, state));
  if (changed.has("comment"))
    push_comment(steps, to.id, check_target(to.id), body<DomainCheck>(to).comment, body<DomainCheck>(from).comment,
                 true);
}

bool must_recreate_check(const Object&, const Object& to, const Changed& changed) {
  return changed.has("not_valid") && body<DomainCheck>(to).not_valid;
}

void drop_check(const Object& object, const State&, Steps& steps) {
  steps.push_back(make_step(domain::drop_check, object.id,
                            alter_domain(object.id, "DROP CONSTRAINT " + quote_ident(object.id.name())),
                            alter_domain(object.id, "ADD " + check_line(object) + " NOT VALID")));
}

// In one transaction, so that no value gets by without the old or the new rule.
void recreate_check(const Object& from, const Object& to, const State& state, Steps& steps) {
  drop_check(from, state, steps);
  steps.back().breaks = {from.id};
  create_check(to, state, steps);
  steps[0].unit = steps[1].unit = 1;
}

void rename_check(const Object& from, const Id& to, Steps& steps) {
  const auto sql = [&](const Id& old_id, const Id& new_id) {
    return alter_domain(to, "RENAME CONSTRAINT " + quote_ident(old_id.name()) + " TO " + quote_ident(new_id.name()));
  };
  steps.push_back(make_step(domain::alter, to, sql(from.id, to), sql(to, from.id)));
}

constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, t.typname AS p2, 'pg_type'::regclass::oid AS classid, t.oid AS objid, 0 AS objsubid,
       format_type(t.typbasetype, t.typtypmod) AS type,
       CASE WHEN t.typcollation <> b.typcollation
            THEN quote_ident(cn.nspname) || '.' || quote_ident(co.collname) END AS collation,
       pg_get_expr(t.typdefaultbin, 'pg_type'::regclass) AS "default", t.typnotnull AS not_null,
       d.description AS comment
  FROM pg_type t
  JOIN pg_namespace n ON n.oid = t.typnamespace
  JOIN pg_type b ON b.oid = t.typbasetype
  LEFT JOIN pg_collation co ON co.oid = t.typcollation
  LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
  LEFT JOIN pg_description d ON d.classoid = 'pg_type'::regclass AND d.objoid = t.oid AND d.objsubid = 0
 WHERE t.typtype = 'd' AND t.oid >= 16384)";

constexpr std::string_view check_sql = R"(
SELECT n.nspname AS p1, t.typname AS p2, k.conname AS p3,
       'pg_constraint'::regclass::oid AS classid, k.oid AS objid, 0 AS objsubid,
       pg_get_expr(k.conbin, 0) AS expression, NOT k.convalidated AS not_valid, d.description AS comment
  FROM pg_constraint k
  JOIN pg_type t ON t.oid = k.contypid
  JOIN pg_namespace n ON n.oid = t.typnamespace
  LEFT JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = k.oid
 WHERE k.contype = 'c' AND k.oid >= 16384)";

} // namespace

extern const Kind domain{.name = "domain",
                         .title = "domain",
                         .section = "domains",
                         .weight = 31,
                         .fields = fields,
                         .short_form = "type",
                         .sugar = sugar,
                         .hints = moved_from_hints,
                         .manual = "sql-createdomain.html",
                         .summary = "A type narrowed by checks.",
                         .catalog_sql = catalog_sql,
                         .catalog_rows = "pg_type WHERE typtype = 'd' AND oid >= 16384",
                         .make = make_body<Domain>,
                         .create = create,
                         .alter = alter,
                         .drop = drop,
                         .rename = rename,
                         .rebinds = rebinds,
                         .target = target,
                         .grants_on = "TYPE"};

extern const Kind domain_check{.name = "domain_check",
                               .title = "check",
                               .section = "checks",
                               .scope = Scope::parent,
                               .parent = &domain,
                               .weight = 32,
                               .fields = check_fields,
                               .short_form = "expression",
                               .hints = renamed_from_hint,
                               .manual = "sql-createdomain.html",
                               .summary = "A check of a domain.",
                               .catalog_sql = check_sql,
                               .catalog_rows = "pg_constraint WHERE contypid <> 0 AND oid >= 16384",
                               .make = make_body<DomainCheck>,
                               .inline_sql = inline_check,
                               .create = create_check,
                               .alter = alter_check,
                               .drop = drop_check,
                               .recreate = recreate_check,
                               .rename = rename_check,
                               .must_recreate = must_recreate_check};

} // namespace lockstep::kinds
