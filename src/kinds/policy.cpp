// Row security policies. https://www.postgresql.org/docs/current/sql-createpolicy.html
#include "kinds/policy.hpp"

#include "kinds/list.hpp"
#include "kinds/render.hpp"

namespace lockstep::kinds {
namespace {

struct Policy {
  std::string as;
  std::string for_command;
  std::vector<std::string> to;
  std::string using_expression;
  std::string with_check;
  std::string comment;
};

constexpr std::string_view as_choices[] = {"restrictive"};
constexpr std::string_view for_choices[] = {"select", "insert", "update", "delete"};

constexpr Field fields[] = {
    field<&Policy::as>("as", "restrictive: it must hold, too; permissive when not given",
                       {.on_change = OnChange::recreate, .choices = as_choices}),
    field<&Policy::for_command>("for", "the command; all of them when not given",
                                {.on_change = OnChange::recreate, .choices = for_choices}),
    field<&Policy::to>("to", "roles for which it holds; everybody when not given", {.points = Points::role}),
    field<&Policy::using_expression>("using", "USING: which rows are seen", {.points = Points::expression}),
    field<&Policy::with_check>("with_check", "WITH CHECK: which rows may be written", {.points = Points::expression}),
    field<&Policy::comment>("comment", "COMMENT ON POLICY"),
};

std::string on_table(const Id& id) { return quote_ident(id.name()) + " ON " + table_sql(id); }

std::string roles(const std::vector<std::string>& to) { return to.empty() ? std::string("PUBLIC") : ident_list(to); }

std::string conditions(const Policy& policy) {
  std::string sql;
  if (!policy.using_expression.empty()) sql += "\n    USING " + in_parens(policy.using_expression);
  if (!policy.with_check.empty()) sql += "\n    WITH CHECK " + in_parens(policy.with_check);
  return sql;
}

std::string create_sql(const Id& id, const Policy& policy) {
  std::string sql = "CREATE POLICY " + on_table(id);
  if (!policy.as.empty()) sql += " AS " + upper(policy.as);
  if (!policy.for_command.empty()) sql += " FOR " + upper(policy.for_command);
  if (!policy.to.empty()) sql += " TO " + roles(policy.to);
  return sql + conditions(policy);
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& policy = body<Policy>(object);
  steps.push_back(
      make_step(policy::create, object.id, create_sql(object.id, policy), "DROP POLICY " + on_table(object.id)));
  push_comment(steps, object.id, "POLICY " + on_table(object.id), policy.comment);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  const auto& before = body<Policy>(from);
  const auto& after = body<Policy>(to);
  const auto sql = [&](const Policy& policy) {
    const bool changes_roles = changed.has("to");
    return "ALTER POLICY " + on_table(to.id) + (changes_roles ? " TO " + roles(policy.to) : std::string()) +
           (changed.has("using") || changed.has("with_check") ? conditions(policy) : std::string());
  };
  if (changed.has("to") || changed.has("using") || changed.has("with_check"))
    steps.push_back(make_step(policy::alter, to.id, sql(after), sql(before)));
  if (changed.has("comment"))
    push_comment(steps, to.id, "POLICY " + on_table(to.id), after.comment, before.comment, true);
}

// ALTER POLICY takes no condition away.
bool must_recreate(const Object& from, const Object& to, const Changed&) {
  const auto& before = body<Policy>(from);
  const auto& after = body<Policy>(to);
  return (!before.using_expression.empty() && after.using_expression.empty()) ||
         (!before.with_check.empty() && after.with_check.empty());
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(make_step(policy::drop, object.id, "DROP POLICY " + on_table(object.id),
                            create_sql(object.id, body<Policy>(object))));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  const auto sql = [&](const Id& old_id, const Id& new_id) {
    return "ALTER POLICY " + on_table(old_id) + " RENAME TO " + quote_ident(new_id.name());
  };
  steps.push_back(make_step(policy::rename, to, sql(from.id, to), sql(to, from.id)));
}

constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, c.relname AS p2, p.polname AS p3,
       'pg_policy'::regclass::oid AS classid, p.oid AS objid, 0 AS objsubid,
       CASE WHEN NOT p.polpermissive THEN 'restrictive' END AS as,
       CASE p.polcmd WHEN 'r' THEN 'select' WHEN 'a' THEN 'insert' WHEN 'w' THEN 'update' WHEN 'd' THEN 'delete' END AS for,
       ARRAY(SELECT pg_get_userbyid(r) FROM unnest(p.polroles) r WHERE r <> 0 ORDER BY 1) AS to,
       pg_get_expr(p.polqual, p.polrelid) AS using, pg_get_expr(p.polwithcheck, p.polrelid) AS with_check,
       d.description AS comment
  FROM pg_policy p
  JOIN pg_class c ON c.oid = p.polrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_description d ON d.classoid = 'pg_policy'::regclass AND d.objoid = p.oid AND d.objsubid = 0
 WHERE c.relkind IN ('r', 'p') AND p.oid >= 16384)";

} // namespace

extern const Kind policy{.name = "policy",
                         .title = "policy",
                         .section = "policies",
                         .scope = Scope::parent,
                         .parent = &table,
                         .weight = 120,
                         .fields = fields,
                         .hints = renamed_from_hint,
                         .manual = "sql-createpolicy.html",
                         .summary = "A row security policy.",
                         .catalog_sql = catalog_sql,
                         .catalog_rows = "pg_policy",
                         .make = make_body<Policy>,
                         .create = create,
                         .alter = alter,
                         .drop = drop,
                         .rename = rename,
                         .must_recreate = must_recreate,
                         .rebuilt_around = true};

} // namespace lockstep::kinds
