// Materialized views. https://www.postgresql.org/docs/current/sql-creatematerializedview.html
#include "kinds/materialized_view.hpp"

#include "kinds/access.hpp"
#include "kinds/list.hpp"
#include "kinds/privileges.hpp"
#include "kinds/render.hpp"

namespace lockstep::kinds {
namespace {

struct MaterializedView : Access {
  std::string query;
  Settings with;
  bool with_no_data = false;
  std::string comment;
  Settings column_comments;
};

constexpr Field fields[] = {
    field<&MaterializedView::query>(
        "query", "the SELECT",
        {.on_change = OnChange::recreate, .points = Points::expression, .required = true, .from_file = true}),
    field<&MaterializedView::with>("with", "storage parameters: fillfactor, autovacuum_…", {.in_order = true}),
    field<&MaterializedView::with_no_data>(
        "with_no_data",
        "created empty; a REFRESH fills it, which is no difference, and a plan that makes it again keeps it filled",
        {.on_change = OnChange::ignore}),
    field<&MaterializedView::comment>("comment", "COMMENT ON MATERIALIZED VIEW"),
    field<&MaterializedView::column_comments>("column_comments", "COMMENT ON COLUMN for its columns, by name"),
    owner_field<MaterializedView>(),
    grants_field<MaterializedView>(),
};

std::string target(const Id& id) { return "MATERIALIZED VIEW " + own_sql(id); }

std::string create_sql(const Id& id, const MaterializedView& view) {
  std::string_view query = trim(view.query);
  while (!query.empty() && query.back() == ';') query = trim(query.substr(0, query.size() - 1));
  return "CREATE " + target(id) + with_clause(view.with) + " AS\n" + std::string(query) +
         (view.with_no_data ? "\nWITH NO DATA" : "");
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& view = body<MaterializedView>(object);
  steps.push_back(
      make_step(materialized_view::create, object.id, create_sql(object.id, view), "DROP " + target(object.id)));
  push_comment(steps, object.id, target(object.id), view.comment);
  push_column_comments(steps, object.id, view.column_comments, {});
}

void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  const auto& before = body<MaterializedView>(from);
  const auto& after = body<MaterializedView>(to);
  if (changed.has("with")) {
    const auto undo = settings_actions(after.with, before.with);
    steps.push_back(make_step(materialized_view::storage, to.id,
                              "ALTER " + target(to.id) + " " + join(settings_actions(before.with, after.with), ", "),
                              "ALTER " + target(to.id) + " " + join(undo, ", ")));
  }
  if (changed.has("comment")) push_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
  if (changed.has("column_comments")) push_column_comments(steps, to.id, after.column_comments, before.column_comments);
}

void recreate(const Object& from, const Object& to, const State& state, Steps& steps) {
  steps.push_back(remember_privileges(from.id, "MATERIALIZED VIEW", body<MaterializedView>(to).with_no_data));
  steps.back().breaks = {from.id};
  steps.push_back(make_step(materialized_view::rebuild, from.id, "DROP " + target(from.id)));
  steps.back().breaks = {from.id};
  const std::size_t created = steps.size();
  create(to, state, steps);
  steps[created].form = &materialized_view::rebuild;
  steps.push_back(restore_privileges(to.id));
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(make_step(materialized_view::drop, object.id, "DROP " + target(object.id),
                            create_sql(object.id, body<MaterializedView>(object))));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  steps.push_back(make_step(materialized_view::rename, to,
                            "ALTER " + target(from.id) + " RENAME TO " + quote_ident(to.name()),
                            "ALTER " + target(to) + " RENAME TO " + quote_ident(from.id.name())));
}

constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, c.relname AS p2, 'pg_class'::regclass::oid AS classid, c.oid AS objid, 0 AS objsubid,
       rtrim(pg_get_viewdef(c.oid), ';') AS query,
       CASE WHEN t.reloptions IS NULL THEN c.reloptions
            ELSE c.reloptions || ARRAY(SELECT 'toast.' || o FROM unnest(t.reloptions) o) END AS with,
       NOT c.relispopulated AS with_no_data, d.description AS comment,
       ARRAY(SELECT a.attname || '=' || ad.description
               FROM pg_attribute a
               JOIN pg_description ad ON ad.classoid = 'pg_class'::regclass AND ad.objoid = c.oid AND ad.objsubid = a.attnum
              WHERE a.attrelid = c.oid AND a.attnum > 0 ORDER BY a.attname) AS column_comments
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
  LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
 WHERE c.relkind = 'm' AND c.oid >= 16384)";

} // namespace

extern const Kind materialized_view{.name = "materialized_view",
                                    .title = "materialized view",
                                    .section = "materialized_views",
                                    .weight = 102,
                                    .fields = fields,
                                    .short_form = "query",
                                    .hints = moved_from_hints,
                                    .manual = "sql-creatematerializedview.html",
                                    .summary = "A view whose rows are stored.",
                                    .catalog_sql = catalog_sql,
                                    .catalog_rows = "relkinds WHERE relkind = 'm'",
                                    .make = make_body<MaterializedView>,
                                    .create = create,
                                    .alter = alter,
                                    .drop = drop,
                                    .recreate = recreate,
                                    .rename = rename,
                                    .is_relation = true,
                                    .rebuilt_around = true,
                                    .target = target,
                                    .grants_on = "TABLE"};

} // namespace lockstep::kinds
