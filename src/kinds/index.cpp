// Indexes that no constraint owns. https://www.postgresql.org/docs/current/sql-createindex.html
#include "kinds/index.hpp"

#include "kinds/index_sql.hpp"
#include "kinds/list.hpp"
#include "kinds/partition.hpp"

#include <algorithm>

namespace lockstep {

namespace index {

namespace {

std::string create_on(const std::string& where, const Index& index, const std::string& how) {
  std::string sql = std::string("CREATE ") + (index.unique ? "UNIQUE " : "") + "INDEX " + how + where;
  if (!index.method.empty()) sql += " USING " + index.method;
  sql += " (" + join(index.columns, ", ") + ")";
  if (!index.include.empty()) sql += " INCLUDE (" + join(index.include, ", ") + ")";
  if (index.nulls_not_distinct) sql += " NULLS NOT DISTINCT";
  sql += with_clause(index.with);
  if (!index.tablespace.empty()) sql += " TABLESPACE " + quote_ident(index.tablespace);
  if (!index.where.empty()) sql += " WHERE " + in_parens(index.where);
  return sql;
}

} // namespace

std::string create_sql(const Id& id, const Index& index, const std::string& name, bool concurrently) {
  return create_on(quote_ident(name) + " ON " + table_sql(id), index, concurrently ? "CONCURRENTLY " : "");
}

std::string create_only_sql(const Id& id, const Index& index, const std::string& name) {
  return create_on(quote_ident(name) + " ON ONLY " + table_sql(id), index, {});
}

Step attach_step(const Id& subject, const std::string& whole, const Id& table, const std::string& part) {
  Step step = make_step(attach, subject,
                        "ALTER INDEX " + qualified(subject.path.at(0), whole) + " ATTACH PARTITION " +
                            qualified(table.path.at(0), part));
  step.table = table;
  return step;
}

Step create_concurrently_step(const Id& subject, const Id& table, const Index& index, const std::string& name) {
  const std::string sql_name = qualified(table.path.at(0), name);
  Step step = make_step(create_concurrently, subject, create_sql(subject, index, name, true),
                        "DROP INDEX CONCURRENTLY " + sql_name);
  step.leftover_index = sql_name;
  return step;
}

Step drop_concurrently_step(const Id& subject, const std::string& name, const std::string& back) {
  return make_step(drop_concurrently, subject, "DROP INDEX CONCURRENTLY " + qualified(subject.path.at(0), name), back);
}

Step reindex_concurrently_step(const Id& id) {
  Step step = make_step(reindex_concurrently, id, "REINDEX INDEX CONCURRENTLY " + own_sql(id));
  step.leftover_index = qualified(id.path.at(0), truncate_identifier(id.name().substr(0, 58) + "_ccnew"));
  step.note = "It was left INVALID by a build that died.";
  return step;
}

} // namespace index

namespace kinds {
namespace {

constexpr Field fields[] = {
    field<&Index::columns>("columns",
                           "columns or expressions, each with collation, operator class and order as in CREATE INDEX",
                           {.on_change = OnChange::recreate, .points = Points::expression, .required = true}),
    field<&Index::unique>("unique", "UNIQUE", {.on_change = OnChange::recreate}),
    field<&Index::method>("method", "access method; btree when not given", {.on_change = OnChange::recreate}),
    field<&Index::include>("include", "INCLUDE: columns stored in the index only", {.on_change = OnChange::recreate}),
    field<&Index::where>("where", "condition of a partial index",
                         {.on_change = OnChange::recreate, .points = Points::expression}),
    field<&Index::nulls_not_distinct>("nulls_not_distinct", "NULLS NOT DISTINCT: two NULLs count as equal",
                                      {.on_change = OnChange::recreate, .since = 15}),
    field<&Index::with>("with", "storage parameters: fillfactor …", {.in_order = true}),
    field<&Index::tablespace>("tablespace", "tablespace where it is not the database's own",
                              {.on_change = OnChange::recreate}),
    field<&Index::comment>("comment", "COMMENT ON INDEX"),
    field<&Index::invalid>("invalid", "left INVALID by a build that died",
                           {.on_change = OnChange::recreate, .hidden = true}),
    field<&Index::missing>("missing", "partitions without their part of it",
                           {.on_change = OnChange::ignore, .hidden = true}),
};

std::string target(const Id& id) { return "INDEX " + own_sql(id); }

/// A step whose lock counts on the table or the materialized view below which the index lives.
Step step_on(const Form& form, const Id& id, std::string sql, std::string back = {}) {
  Step step = make_step(form, id, std::move(sql), std::move(back));
  if (id.kind == materialized_view_index.name) step.table.kind = materialized_view.name;
  return step;
}

/// As a build that died left it: without the parts of some partitions.
void create_incomplete(const Object& object, const State& state, Steps& steps) {
  const auto& whole = body<Index>(object);
  steps.push_back(
      step_on(index::create_on_only, object.id, index::create_only_sql(object.id, whole, object.id.name())));
  for (const Object* child : partition::children_of(state, table_of(object.id))) {
    if (std::find(whole.missing.begin(), whole.missing.end(), own_sql(child->id)) != whole.missing.end()) continue;
    const std::string name = derived_name(child->id.name() + "_" + object.id.name(), "part");
    steps.push_back(step_on(index::create, object.id,
                            index::create_sql({object.id.kind, child->id.path.child(name)}, whole, name, false)));
    steps.push_back(index::attach_step(object.id, object.id.name(), child->id, name));
  }
}

void create(const Object& object, const State& state, Steps& steps) {
  const auto& body_of = body<Index>(object);
  if (!body_of.missing.empty()) return create_incomplete(object, state, steps);
  steps.push_back(step_on(index::create, object.id, index::create_sql(object.id, body_of, object.id.name(), false),
                          "DROP " + target(object.id)));
  push_comment(steps, object.id, target(object.id), body_of.comment);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  const auto& before = body<Index>(from);
  const auto& after = body<Index>(to);
  if (changed.has("with")) {
    const auto undo = settings_actions(after.with, before.with);
    for (const std::string& action : settings_actions(before.with, after.with))
      steps.push_back(step_on(index::set_storage, to.id, "ALTER " + target(to.id) + " " + action,
                              undo.empty() ? "" : "ALTER " + target(to.id) + " " + undo.front()));
  }
  if (changed.has("comment")) push_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
}

/// Left INVALID by a build that died, and nothing else differs.
bool only_invalid(const Object& from, const Object& to) {
  const Changed changed = differing(from, to);
  return body<Index>(from).invalid && changed.fields.size() == 1;
}

void recreate(const Object& from, const Object& to, const State&, Steps& steps) {
  const auto& after = body<Index>(to);
  if (only_invalid(from, to) && !body<Index>(from).missing.empty()) {
    steps.push_back(step_on(index::complete, to.id, "REINDEX INDEX " + own_sql(to.id)));
    return;
  }
  if (only_invalid(from, to)) {
    steps.push_back(index::reindex_concurrently_step(to.id));
    return;
  }
  steps.push_back(step_on(index::replace, to.id,
                          "DROP " + target(to.id) + ";\n" + index::create_sql(to.id, after, to.id.name(), false)));
  push_comment(steps, to.id, target(to.id), after.comment);
}

void drop(const Object& object, const State&, Steps& steps) {
  const auto& body_of = body<Index>(object);
  Step step = step_on(index::drop, object.id, "DROP " + target(object.id),
                      index::create_sql(object.id, body_of, object.id.name(), false));
  // Application code may name a unique index by its columns in ON CONFLICT.
  if (body_of.unique) step.phase = Phase::contract;
  steps.push_back(step);
}

void rename(const Object& from, const Id& to, Steps& steps) {
  steps.push_back(make_step(index::rename, to, "ALTER " + target(from.id) + " RENAME TO " + quote_ident(to.name()),
                            "ALTER " + target(to) + " RENAME TO " + quote_ident(from.id.name())));
}

constexpr std::string_view select_sql = R"(
SELECT n.nspname AS p1, c.relname AS p2, ic.relname AS p3,
       'pg_class'::regclass::oid AS classid, ic.oid AS objid, 0 AS objsubid,)";
constexpr std::string_view expressions_sql = R"(
       COALESCE()";
constexpr std::string_view included_sql = R"(::text, '') AS "columns:keys",)";
constexpr std::string_view from_sql = R"( AS "include:quoted",
       i.indisunique AS unique, NULLIF(am.amname, 'btree') AS method,
       pg_get_expr(i.indpred, i.indrelid) AS where, {15:i.indnullsnotdistinct|false} AS nulls_not_distinct,
       ic.reloptions AS with, ts.spcname AS tablespace, d.description AS comment, NOT i.indisvalid AS invalid,
       CASE WHEN ic.relkind = 'I' AND NOT i.indisvalid THEN
         ARRAY(SELECT quote_ident(pn.nspname) || '.' || quote_ident(p.relname)
                 FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhrelid JOIN pg_namespace pn ON pn.oid = p.relnamespace
                WHERE h.inhparent = c.oid AND NOT EXISTS (
                      SELECT FROM pg_index pi JOIN pg_inherits ph ON ph.inhrelid = pi.indexrelid
                       WHERE pi.indrelid = h.inhrelid AND ph.inhparent = ic.oid)
                ORDER BY 1) END AS missing
  FROM pg_index i
  JOIN pg_class ic ON ic.oid = i.indexrelid
  JOIN pg_class c ON c.oid = i.indrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_am am ON am.oid = ic.relam
  LEFT JOIN pg_tablespace ts ON ts.oid = ic.reltablespace
  LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = ic.oid AND d.objsubid = 0
 WHERE NOT ic.relispartition AND c.relpersistence <> 't' AND c.oid >= 16384
   AND i.indexrelid NOT IN (SELECT conindid FROM pg_constraint WHERE contype IN ('p', 'u', 'x')))";

constexpr std::string_view catalog_sql = Joined<select_sql, index_numbers_sql, expressions_sql, index_expressions_sql,
                                                included_sql, index_included_sql, from_sql>::value;

} // namespace

extern const Kind index{.name = "index",
                        .title = "index",
                        .section = "indexes",
                        .scope = Scope::parent,
                        .parent = &table,
                        .weight = 90,
                        .fields = fields,
                        .short_form = "columns",
                        .hints = renamed_from_hint,
                        .manual = "sql-createindex.html",
                        .summary = "An index.",
                        .catalog_sql = catalog_sql,
                        .catalog_filter = " AND c.relkind IN ('r', 'p')",
                        .make = make_body<Index>,
                        .create = create,
                        .alter = alter,
                        .drop = drop,
                        .recreate = recreate,
                        .rename = rename,
                        .inherited = partition::shared_with_parent,
                        .is_relation = true};

extern const Kind materialized_view_index{.name = "materialized_view_index",
                                          .title = "index",
                                          .section = "indexes",
                                          .scope = Scope::parent,
                                          .parent = &materialized_view,
                                          .weight = 103,
                                          .fields = fields,
                                          .short_form = "columns",
                                          .hints = renamed_from_hint,
                                          .manual = "sql-createindex.html",
                                          .summary = "An index of a materialized view.",
                                          .catalog_sql = catalog_sql,
                                          .catalog_filter = " AND c.relkind = 'm'",
                                          .catalog_rows = "relkinds WHERE relkind = 'm'",
                                          .make = make_body<Index>,
                                          .create = create,
                                          .alter = alter,
                                          .drop = drop,
                                          .recreate = recreate,
                                          .rename = rename,
                                          .is_relation = true};

} // namespace kinds
} // namespace lockstep
