// Extended statistics. https://www.postgresql.org/docs/current/sql-createstatistics.html
#include "kinds/statistics.hpp"

#include "kinds/access.hpp"
#include "kinds/list.hpp"
#include "kinds/render.hpp"

namespace lockstep::kinds {
namespace {

struct Statistics : Access {
  std::vector<std::string> columns;
  std::vector<std::string> kinds;
  std::optional<std::int64_t> target;
  std::string comment;
};

constexpr std::string_view kind_choices[] = {"ndistinct", "dependencies", "mcv"};

constexpr Field fields[] = {
    field<&Statistics::columns>("columns", "columns, and expressions in parentheses",
                                {.on_change = OnChange::recreate, .points = Points::expression, .required = true}),
    field<&Statistics::kinds>("kinds", "which statistics; all of them when not given",
                              {.on_change = OnChange::recreate, .choices = kind_choices}),
    field<&Statistics::target>("target", "SET STATISTICS: the statistics target"),
    field<&Statistics::comment>("comment", "COMMENT ON STATISTICS"),
    owner_field<Statistics>(),
};

std::string target(const Id& id) { return "STATISTICS " + own_sql(id); }

std::string create_sql(const Id& id, const Statistics& statistics) {
  std::string sql = "CREATE " + target(id);
  if (!statistics.kinds.empty()) sql += " (" + join(statistics.kinds, ", ") + ")";
  return sql + " ON " + join(statistics.columns, ", ") + " FROM " + table_sql(id);
}

std::string target_sql(const Id& id, const Statistics& statistics) {
  return "ALTER " + target(id) + " SET STATISTICS " + std::to_string(statistics.target.value_or(-1));
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& statistics = body<Statistics>(object);
  steps.push_back(
      make_step(statistics::create, object.id, create_sql(object.id, statistics), "DROP " + target(object.id)));
  if (statistics.target)
    steps.push_back(
        make_step(statistics::target, object.id, target_sql(object.id, statistics), target_sql(object.id, {})));
  push_comment(steps, object.id, target(object.id), statistics.comment);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  const auto& before = body<Statistics>(from);
  const auto& after = body<Statistics>(to);
  if (changed.has("target"))
    steps.push_back(make_step(statistics::target, to.id, target_sql(to.id, after), target_sql(to.id, before)));
  if (changed.has("comment")) push_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(make_step(statistics::drop, object.id, "DROP " + target(object.id),
                            create_sql(object.id, body<Statistics>(object))));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  const auto sql = [&](const Id& old_id, const Id& new_id) {
    return "ALTER " + target(old_id) + " RENAME TO " + quote_ident(new_id.name());
  };
  steps.push_back(make_step(statistics::rename, to, sql(from.id, to), sql(to, from.id)));
}

// The order of columns means nothing: PostgreSQL keeps them as they stand in the table.
constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, c.relname AS p2, s.stxname AS p3,
       'pg_statistic_ext'::regclass::oid AS classid, s.oid AS objid, 0 AS objsubid,
       ARRAY(SELECT quote_ident(a.attname) FROM unnest(s.stxkeys::int2[]) u(attnum)
               JOIN pg_attribute a ON a.attrelid = s.stxrelid AND a.attnum = u.attnum ORDER BY a.attname COLLATE "C") ||
       ARRAY(SELECT '(' || e || ')' FROM unnest(pg_get_statisticsobjdef_expressions(s.oid)) WITH ORDINALITY u(e, n)
              ORDER BY u.n) AS columns,
       CASE WHEN NOT s.stxkind @> '{d,f,m}' AND s.stxkind <> '{e}'
            THEN array_remove(ARRAY[CASE WHEN 'd' = ANY (s.stxkind) THEN 'ndistinct' END,
                                    CASE WHEN 'f' = ANY (s.stxkind) THEN 'dependencies' END,
                                    CASE WHEN 'm' = ANY (s.stxkind) THEN 'mcv' END], NULL) END AS kinds,
       NULLIF(s.stxstattarget, -1) AS target, d.description AS comment
  FROM pg_statistic_ext s
  JOIN pg_class c ON c.oid = s.stxrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_description d ON d.classoid = 'pg_statistic_ext'::regclass AND d.objoid = s.oid AND d.objsubid = 0
 WHERE s.stxnamespace = c.relnamespace AND c.relkind IN ('r', 'p') AND s.oid >= 16384)";

} // namespace

extern const Kind statistics{.name = "statistics",
                             .title = "statistics object",
                             .section = "statistics",
                             .scope = Scope::parent,
                             .parent = &table,
                             .weight = 95,
                             .fields = fields,
                             .short_form = "columns",
                             .hints = renamed_from_hint,
                             .manual = "sql-createstatistics.html",
                             .summary = "Extended statistics over several columns or expressions.",
                             .catalog_sql = catalog_sql,
                             .catalog_rows = "pg_statistic_ext",
                             .make = make_body<Statistics>,
                             .create = create,
                             .alter = alter,
                             .drop = drop,
                             .rename = rename,
                             .target = target};

} // namespace lockstep::kinds
