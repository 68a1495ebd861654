// Views. https://www.postgresql.org/docs/current/sql-createview.html
#include "kinds/view.hpp"

#include "kinds/access.hpp"
#include "kinds/list.hpp"
#include "kinds/privileges.hpp"
#include "kinds/render.hpp"

#include <algorithm>

namespace lockstep::kinds {
namespace {

struct View : Access {
  std::string query;
  std::string check_option;
  Settings options;
  std::string comment;
  Settings column_comments;
  Settings column_defaults;
  std::vector<std::string> columns;
};

constexpr std::string_view check_choices[] = {"local", "cascaded"};

constexpr Field fields[] = {
    field<&View::query>("query", "the SELECT", {.points = Points::expression, .required = true, .from_file = true}),
    field<&View::check_option>("check_option", "WITH … CHECK OPTION", {.choices = check_choices}),
    field<&View::options>("options", "security_invoker, security_barrier", {.in_order = true}),
    field<&View::comment>("comment", "COMMENT ON VIEW"),
    field<&View::column_comments>("column_comments", "COMMENT ON COLUMN for columns of the view, by name"),
    field<&View::column_defaults>("column_defaults", "defaults of rows that are inserted through the view, by column",
                                  {.points = Points::expression}),
    field<&View::columns>("columns", "names and types of the result", {.on_change = OnChange::ignore, .hidden = true}),
    owner_field<View>(),
    grants_field<View>(),
};

std::string target(const Id& id) { return "VIEW " + own_sql(id); }

std::string definition(const View& view) {
  Settings options = view.options;
  if (!view.check_option.empty()) options.list.push_back("check_option=" + view.check_option);
  std::string_view query = trim(view.query);
  while (!query.empty() && query.back() == ';') query = trim(query.substr(0, query.size() - 1));
  return with_clause(options) + " AS\n" + std::string(query);
}

void push_defaults(Steps& steps, const Id& id, const Settings& before, const Settings& after) {
  for (const SettingChange& change : changes_between(before, after)) {
    const auto sql = [&](const std::string& value) {
      return "ALTER " + target(id) + " ALTER COLUMN " + quote_ident(change.key) +
             (value.empty() ? " DROP DEFAULT" : " SET DEFAULT " + value);
    };
    steps.push_back(make_step(view::set_default, id, sql(change.now), sql(change.was)));
  }
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& view = body<View>(object);
  steps.push_back(make_step(view::create, object.id, "CREATE " + target(object.id) + definition(view),
                            "DROP " + target(object.id)));
  push_defaults(steps, object.id, {}, view.column_defaults);
  push_comment(steps, object.id, target(object.id), view.comment);
  push_column_comments(steps, object.id, view.column_comments, {});
}

void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  const auto& before = body<View>(from);
  const auto& after = body<View>(to);
  if (changed.has("query")) {
    steps.push_back(make_step(view::replace, to.id, "CREATE OR REPLACE " + target(to.id) + definition(after)));
  } else {
    for (const std::string& action : settings_actions(before.options, after.options))
      steps.push_back(make_step(view::set_options, to.id, "ALTER " + target(to.id) + " " + action));
    if (changed.has("check_option"))
      steps.push_back(make_step(view::set_options, to.id,
                                "ALTER " + target(to.id) +
                                    (after.check_option.empty() ? " RESET (check_option)"
                                                                : " SET (check_option = " + after.check_option + ")")));
  }
  if (changed.has("column_defaults")) push_defaults(steps, to.id, before.column_defaults, after.column_defaults);
  if (changed.has("comment")) push_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
  if (changed.has("column_comments")) push_column_comments(steps, to.id, after.column_comments, before.column_comments);
}

// CREATE OR REPLACE VIEW may only append columns.
bool must_recreate(const Object& from, const Object& to, const Changed& changed) {
  if (!changed.has("query")) return false;
  const auto& before = body<View>(from).columns;
  const auto& after = body<View>(to).columns;
  return before.size() > after.size() || !std::equal(before.begin(), before.end(), after.begin());
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(make_step(view::drop, object.id, "DROP " + target(object.id),
                            "CREATE " + target(object.id) + definition(body<View>(object))));
}

/// Of columns as "NAME TYPE".
bool loses_columns(const View& before, const View& after) {
  return std::any_of(before.columns.begin(), before.columns.end(), [&](const std::string& old_column) {
    return std::none_of(after.columns.begin(), after.columns.end(),
                        [&](const std::string& column) { return leading_name(column) == leading_name(old_column); });
  });
}

// Dropped and created inside one transaction, with everything that hung on it.
void recreate(const Object& from, const Object& to, const State& state, Steps& steps) {
  const bool loses = loses_columns(body<View>(from), body<View>(to));
  const bool gains = loses_columns(body<View>(to), body<View>(from));
  steps.push_back(remember_privileges(from.id, "VIEW"));
  steps.back().breaks = {from.id}; // runs while the old view is there
  Step away = make_step(loses && gains ? view::reshape : view::rebuild, from.id, "DROP " + target(from.id));
  away.breaks = {from.id};
  steps.push_back(away);
  const std::size_t created = steps.size();
  create(to, state, steps);
  steps[created].form = &view::rebuild;
  steps.push_back(restore_privileges(to.id));
  // Application code may still read a column that goes.
  if (loses && !gains)
    for (Step& step : steps) step.phase = Phase::contract;
}

void rename(const Object& from, const Id& to, Steps& steps) {
  steps.push_back(make_step(view::rename, to, "ALTER " + target(from.id) + " RENAME TO " + quote_ident(to.name()),
                            "ALTER " + target(to) + " RENAME TO " + quote_ident(from.id.name())));
}

constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, c.relname AS p2, 'pg_class'::regclass::oid AS classid, c.oid AS objid, 0 AS objsubid,
       rtrim(pg_get_viewdef(c.oid), ';') AS query,
       (SELECT substr(o, 14) FROM unnest(c.reloptions) o WHERE o LIKE 'check\_option=%') AS check_option,
       ARRAY(SELECT o FROM unnest(c.reloptions) WITH ORDINALITY u(o, n) WHERE o NOT LIKE 'check\_option=%' ORDER BY n) AS options,
       d.description AS comment, a.comments AS column_comments, a.defaults AS column_defaults, a.columns
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN (SELECT x.attrelid, array_agg(quote_ident(x.attname) || ' ' || format_type(x.atttypid, x.atttypmod) ORDER BY x.attnum) AS columns,
                    array_agg(x.attname || '=' || xd.description ORDER BY x.attname) FILTER (WHERE xd.description IS NOT NULL) AS comments,
                    array_agg(x.attname || '=' || pg_get_expr(f.adbin, f.adrelid) ORDER BY x.attname) FILTER (WHERE f.oid IS NOT NULL) AS defaults
               FROM pg_attribute x
               JOIN pg_class v ON v.oid = x.attrelid AND v.relkind = 'v'
               LEFT JOIN pg_description xd ON xd.classoid = 'pg_class'::regclass AND xd.objoid = x.attrelid AND xd.objsubid = x.attnum
               LEFT JOIN pg_attrdef f ON f.adrelid = x.attrelid AND f.adnum = x.attnum
              WHERE x.attnum > 0 AND NOT x.attisdropped AND v.oid >= 16384
              GROUP BY 1) a ON a.attrelid = c.oid
  LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
 WHERE c.relkind = 'v' AND c.relpersistence <> 't' AND c.oid >= 16384)";

} // namespace

extern const Kind view{.name = "view",
                       .title = "view",
                       .section = "views",
                       .weight = 100,
                       .fields = fields,
                       .short_form = "query",
                       .hints = moved_from_hints,
                       .manual = "sql-createview.html",
                       .summary = "A view.",
                       .catalog_sql = catalog_sql,
                       .catalog_rows = "relkinds WHERE relkind = 'v'",
                       .make = make_body<View>,
                       .create = create,
                       .alter = alter,
                       .drop = drop,
                       .recreate = recreate,
                       .rename = rename,
                       .must_recreate = must_recreate,
                       .is_relation = true,
                       .rebuilt_around = true,
                       .target = target,
                       .grants_on = "TABLE"};

} // namespace lockstep::kinds
