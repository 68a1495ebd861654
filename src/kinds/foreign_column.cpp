// Columns of foreign tables. https://www.postgresql.org/docs/current/sql-alterforeigntable.html
#include "kinds/bare.hpp"
#include "kinds/foreign_forms.hpp"
#include "kinds/list.hpp"

namespace lockstep::kinds {
namespace {

struct ForeignColumn {
  std::string type;
  bool not_null = false;
  std::string default_value, collation;
  Settings options;
  std::string comment;
  std::optional<std::int64_t> position;
};

constexpr Field fields[] = {
    field<&ForeignColumn::type>("type", "data type",
                                {.on_change = OnChange::reshape, .points = Points::type, .required = true}),
    field<&ForeignColumn::not_null>("not_null", "NOT NULL: a promise that nobody checks"),
    field<&ForeignColumn::default_value>("default", "DEFAULT of rows that are inserted here",
                                         {.points = Points::expression, .literal = true}),
    field<&ForeignColumn::collation>("collation", "collation where it is not the type's own",
                                     {.on_change = OnChange::reshape, .points = Points::relation}),
    field<&ForeignColumn::options>("options", "OPTIONS: `{ column_name = \"id\" }`", {.in_order = true}),
    field<&ForeignColumn::comment>("comment", "COMMENT ON COLUMN"),
    field<&ForeignColumn::position>("position", "place in the table", {.on_change = OnChange::ignore, .hidden = true}),
};

std::string alter_sql(const Id& id, const std::string& action) {
  return "ALTER FOREIGN TABLE " + table_sql(id) + " " + action;
}

std::string target(const Id& id) { return "COLUMN " + table_sql(id) + "." + quote_ident(id.name()); }

std::string inline_column(const Object& object, const State&) {
  const auto& column = body<ForeignColumn>(object);
  return quote_ident(object.id.name()) + " " + column.type + options_clause(column.options) +
         (column.collation.empty() ? "" : " COLLATE " + column.collation) +
         (column.default_value.empty() ? "" : " DEFAULT " + column.default_value) +
         (column.not_null ? " NOT NULL" : "");
}

void after_inline(const Object& object, const State&, Steps& steps) {
  push_comment(steps, object.id, target(object.id), body<ForeignColumn>(object).comment);
}

void create(const Object& object, const State& state, Steps& steps) {
  steps.push_back(make_step(foreign_table::alter, object.id,
                            alter_sql(object.id, "ADD COLUMN " + inline_column(object, state)),
                            alter_sql(object.id, "DROP COLUMN " + quote_ident(object.id.name()))));
  after_inline(object, state, steps);
}

std::string actions(const Id& id, const ForeignColumn& from, const ForeignColumn& to) {
  const std::string column = "ALTER COLUMN " + quote_ident(id.name()) + " ";
  std::vector<std::string> actions;
  if (from.type != to.type || from.collation != to.collation)
    actions.push_back(column + "TYPE " + to.type + (to.collation.empty() ? "" : " COLLATE " + to.collation));
  if (from.not_null != to.not_null) actions.push_back(column + (to.not_null ? "SET NOT NULL" : "DROP NOT NULL"));
  if (from.default_value != to.default_value)
    actions.push_back(column + (to.default_value.empty() ? "DROP DEFAULT" : "SET DEFAULT " + to.default_value));
  if (const std::string options = options_change(from.options, to.options); !options.empty())
    actions.push_back(column + options);
  return join(actions, ", ");
}

void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  const auto& before = body<ForeignColumn>(from);
  auto after = body<ForeignColumn>(to);
  const bool only_comment = changed.fields.size() == 1 && changed.has("comment");
  if (!only_comment) {
    const std::string there = actions(to.id, before, after);
    // It stands on what is replaced under the same name.
    const std::string again = "ALTER COLUMN " + quote_ident(to.id.name()) + " SET DEFAULT " + after.default_value;
    const bool typed = changed.has("type") || changed.has("collation");
    steps.push_back(make_step(typed ? foreign_table::set_type : foreign_table::alter, to.id,
                              alter_sql(to.id, there.empty() ? again : there),
                              there.empty() ? std::string() : alter_sql(to.id, actions(to.id, after, before))));
  }
  if (changed.has("comment")) push_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
}

void drop(const Object& object, const State& state, Steps& steps) {
  steps.push_back(make_step(foreign_table::drop_column, object.id,
                            alter_sql(object.id, "DROP COLUMN " + quote_ident(object.id.name())),
                            alter_sql(object.id, "ADD COLUMN " + inline_column(object, state))));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  const auto sql = [](const Id& old_id, const Id& new_id) {
    return alter_sql(new_id, "RENAME COLUMN " + quote_ident(old_id.name()) + " TO " + quote_ident(new_id.name()));
  };
  steps.push_back(make_step(foreign_table::rename, to, sql(from.id, to), sql(to, from.id)));
}

std::string_view rebinds(const Object&, const Kind& replaced) {
  return &replaced == &kinds::function ? "default" : std::string_view();
}

constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, c.relname AS p2, a.attname AS p3,
       'pg_class'::regclass::oid AS classid, c.oid AS objid, a.attnum AS objsubid,
       format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS not_null,
       pg_get_expr(d.adbin, d.adrelid) AS "default",
       CASE WHEN a.attcollation <> t.typcollation
            THEN quote_ident(cn.nspname) || '.' || quote_ident(co.collname) END AS collation,
       a.attfdwoptions AS options, col_description(c.oid, a.attnum) AS comment, a.attnum AS position
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'f' AND NOT c.relispartition
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
  LEFT JOIN (pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace) ON co.oid = a.attcollation
 WHERE a.attnum > 0 AND NOT a.attisdropped AND c.oid >= 16384)";

} // namespace

extern const Kind foreign_column{.name = "foreign_column",
                                 .title = "column",
                                 .section = "columns",
                                 .scope = Scope::parent,
                                 .parent = &foreign_table,
                                 .weight = 97,
                                 .fields = fields,
                                 .short_form = "type",
                                 .hints = renamed_from_hint,
                                 .manual = "sql-alterforeigntable.html",
                                 .summary = "A column of a foreign table.",
                                 .catalog_sql = catalog_sql,
                                 .catalog_rows = "pg_foreign_table",
                                 .make = make_body<ForeignColumn>,
                                 .inline_sql = inline_column,
                                 .after_inline = after_inline,
                                 .create = create,
                                 .alter = alter,
                                 .drop = drop,
                                 .rename = rename,
                                 .rebinds = rebinds};

} // namespace lockstep::kinds
