// Rewrite rules on tables and views. https://www.postgresql.org/docs/current/sql-createrule.html
#include "kinds/rule.hpp"

#include "kinds/list.hpp"
#include "kinds/render.hpp"

namespace lockstep::kinds {
namespace {

struct Rule {
  std::string on;
  std::string where;
  std::string action;
  std::string enabled;
  std::string comment;
};

constexpr std::string_view on_choices[] = {"insert", "update", "delete"};
constexpr std::string_view enabled_choices[] = {"never", "replica", "always"};

constexpr Field fields[] = {
    field<&Rule::on>("on", "the command that it rewrites", {.choices = on_choices, .required = true}),
    field<&Rule::where>("where", "only where this holds", {.points = Points::expression}),
    field<&Rule::action>("do", "what happens: `INSTEAD NOTHING`, `ALSO INSERT INTO …`",
                         {.points = Points::expression, .required = true}),
    field<&Rule::enabled>("enabled", "whether it works: on the origin when not given", {.choices = enabled_choices}),
    field<&Rule::comment>("comment", "COMMENT ON RULE"),
};
constexpr Field view_fields[] = {fields[0], fields[1], fields[2], fields[4]};

std::string on_table(const Id& id) { return quote_ident(id.name()) + " ON " + table_sql(id); }

std::string create_sql(const Id& id, const Rule& rule, bool or_replace) {
  std::string sql = std::string("CREATE ") + (or_replace ? "OR REPLACE " : "") + "RULE " + quote_ident(id.name()) +
                    " AS\n    ON " + upper(rule.on) + " TO " + table_sql(id);
  if (!rule.where.empty()) sql += "\n    WHERE " + in_parens(rule.where);
  return sql + "\n    DO " + std::string(trim(rule.action));
}

std::string enable_sql(const Id& id, const std::string& enabled) {
  const std::string word = enabled.empty()       ? "ENABLE"
                           : enabled == "never"  ? "DISABLE"
                           : enabled == "always" ? "ENABLE ALWAYS"
                                                 : "ENABLE REPLICA";
  return alter_table(id, word + " RULE " + quote_ident(id.name()));
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& rule = body<Rule>(object);
  const Id& id = object.id;
  steps.push_back(make_step(rule::create, id, create_sql(id, rule, false), "DROP RULE " + on_table(id)));
  if (!rule.enabled.empty())
    steps.push_back(make_step(rule::enable, id, enable_sql(id, rule.enabled), enable_sql(id, {})));
  push_comment(steps, id, "RULE " + on_table(id), rule.comment);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  const auto& before = body<Rule>(from);
  const auto& after = body<Rule>(to);
  if (changed.has("on") || changed.has("where") || changed.has("do"))
    steps.push_back(make_step(rule::create, to.id, create_sql(to.id, after, true), create_sql(to.id, before, true)));
  if (changed.has("enabled"))
    steps.push_back(
        make_step(rule::enable, to.id, enable_sql(to.id, after.enabled), enable_sql(to.id, before.enabled)));
  if (changed.has("comment"))
    push_comment(steps, to.id, "RULE " + on_table(to.id), after.comment, before.comment, true);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(make_step(rule::drop, object.id, "DROP RULE " + on_table(object.id),
                            create_sql(object.id, body<Rule>(object), false)));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  const auto sql = [&](const Id& old_id, const Id& new_id) {
    return "ALTER RULE " + on_table(old_id) + " RENAME TO " + quote_ident(new_id.name());
  };
  steps.push_back(make_step(rule::rename, to, sql(from.id, to), sql(to, from.id)));
}

// Where WHERE ends is guessed; put together again it is the same text.
constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, c.relname AS p2, r.rulename AS p3,
       'pg_rewrite'::regclass::oid AS classid, r.oid AS objid, 0 AS objsubid,
       CASE r.ev_type WHEN '2' THEN 'update' WHEN '3' THEN 'insert' WHEN '4' THEN 'delete' END AS on,
       CASE WHEN r.ev_qual <> '<>' THEN substring(x.def FROM '^.*?\sON (?:INSERT|UPDATE|DELETE) TO .*?\sWHERE (.*?)\sDO ') END AS where,
       CASE WHEN r.ev_qual <> '<>' THEN substring(x.def FROM '^.*?\sON (?:INSERT|UPDATE|DELETE) TO .*?\sWHERE .*?\sDO\s+(.*)$')
            ELSE substring(x.def FROM '^.*?\sON (?:INSERT|UPDATE|DELETE) TO .*?\sDO\s+(.*)$') END AS do,
       CASE r.ev_enabled WHEN 'D' THEN 'never' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END AS enabled,
       d.description AS comment
  FROM pg_rewrite r
  JOIN pg_class c ON c.oid = r.ev_class
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_description d ON d.classoid = 'pg_rewrite'::regclass AND d.objoid = r.oid AND d.objsubid = 0
 CROSS JOIN LATERAL (SELECT rtrim(pg_get_ruledef(r.oid), ';') AS def) x
 WHERE r.ev_type <> '1' AND r.oid >= 16384)";

} // namespace

extern const Kind rule{.name = "rule",
                       .title = "rule",
                       .section = "rules",
                       .scope = Scope::parent,
                       .parent = &table,
                       .weight = 130,
                       .fields = fields,
                       .hints = renamed_from_hint,
                       .manual = "sql-createrule.html",
                       .summary = "A rewrite rule on a table.",
                       .catalog_sql = catalog_sql,
                       .catalog_filter = " AND c.relkind IN ('r', 'p')",
                       .catalog_rows = "pg_rewrite WHERE rulename <> '_RETURN' AND oid >= 16384",
                       .make = make_body<Rule>,
                       .create = create,
                       .alter = alter,
                       .drop = drop,
                       .rename = rename,
                       .rebuilt_around = true};

extern const Kind view_rule{.name = "view_rule",
                            .title = "rule",
                            .section = "rules",
                            .scope = Scope::parent,
                            .parent = &view,
                            .weight = 131,
                            .fields = view_fields,
                            .hints = renamed_from_hint,
                            .manual = "sql-createrule.html",
                            .summary = "A rewrite rule on a view.",
                            .catalog_sql = catalog_sql,
                            .catalog_filter = " AND c.relkind = 'v'",
                            .catalog_rows = "pg_rewrite WHERE rulename <> '_RETURN' AND oid >= 16384",
                            .make = make_body<Rule>,
                            .create = create,
                            .alter = alter,
                            .drop = drop,
                            .rename = rename,
                            .rebuilt_around = true};

} // namespace lockstep::kinds
