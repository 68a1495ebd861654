// Columns. https://www.postgresql.org/docs/current/sql-altertable.html
#include "kinds/column.hpp"

#include "kinds/column_alter.hpp"
#include "kinds/column_sql.hpp"
#include "kinds/identity.hpp"
#include "kinds/list.hpp"
#include "kinds/partition.hpp"

namespace lockstep {

std::string column::alter_column(const Id& id, const std::string& action) {
  return alter_table(id, "ALTER COLUMN " + quote_ident(id.name()) + " " + action);
}

bool column::names_not_null(const Id& id, const Column& column) {
  return column.not_null && !column.not_null_name.empty() &&
         column.not_null_name != derived_name(id.path.at(1) + "_" + id.name(), "not_null");
}

namespace kinds {
namespace {

using column::alter_alone;
using column::alter_column;

constexpr std::string_view identity_choices[] = {"always", "by default"};
constexpr std::string_view storage_choices[] = {"plain", "external", "extended", "main"};
constexpr std::string_view compression_choices[] = {"pglz", "lz4"};
constexpr std::string_view references_along[] = {"on_delete",  "on_update",         "match",
                                                 "deferrable", "on_delete_columns", "not_valid"};
constexpr std::string_view key_along[] = {"deferrable"};
constexpr std::string_view unique_along[] = {"nulls_not_distinct"};
constexpr std::string_view check_along[] = {"no_inherit"};
constexpr std::string_view hints[] = {"renamed_from", "moved_from", "backfill", "using", "reverse_using"};

constexpr Field fields[] = {
    field<&Column::type>("type", "data type",
                         {.on_change = OnChange::reshape, .points = Points::type, .required = true}),
    field<&Column::not_null>("not_null", "NOT NULL; a column is nullable unless it says so"),
    field<&Column::default_value>("default", "default for new rows: a literal, or an SQL expression in a string",
                                  {.points = Points::expression, .literal = true}),
    field<&Column::identity>("identity", "GENERATED … AS IDENTITY", {.choices = identity_choices}),
    field<&Column::identity_options>("identity_options",
                                     "options of the identity's sequence: start, increment, min_value, max_value, "
                                     "cache, cycle"),
    field<&Column::generated>("generated", "expression of a generated column",
                              {.on_change = OnChange::reshape, .points = Points::expression}),
    field<&Column::is_virtual>("virtual", "the generated column is computed when read, not stored",
                               {.on_change = OnChange::reshape, .since = 18}),
    field<&Column::collation>("collation", "collation where it is not the type's own",
                              {.on_change = OnChange::reshape, .points = Points::relation}),
    field<&Column::storage>("storage", "SET STORAGE where it is not the type's own", {.choices = storage_choices}),
    field<&Column::compression>("compression", "SET COMPRESSION where it is not the server's own",
                                {.choices = compression_choices}),
    field<&Column::statistics>("statistics", "SET STATISTICS: the statistics target"),
    field<&Column::options>("options", "n_distinct and n_distinct_inherited, which ANALYZE then takes as given",
                            {.in_order = true}),
    field<&Column::not_null_name>("not_null_name", "name of the NOT NULL constraint where it matters",
                                  {.when_declared = true, .since = 18}),
    field<&Column::inherited>("inherited",
                              "what is said here is said of the column that a table which it INHERITS brings; without "
                              "it the column is the table's own as well, and stays when the other one goes",
                              {.on_change = OnChange::ignore}),
    field<&Column::comment>("comment", "COMMENT ON COLUMN"),
    field<&Column::unvalidated_not_null>("unvalidated_not_null", "NOT NULL that was added NOT VALID and not validated",
                                         {.on_change = OnChange::ignore, .hidden = true}),
    field<&Column::position>("position", "place in the table", {.on_change = OnChange::ignore, .hidden = true}),
};

constexpr Sugar sugar[] = {
    {.key = "primary_key",
     .makes = &primary_key,
     .field = "",
     .columns_field = "columns",
     .name_suffix = "pkey",
     .along = key_along},
    {.key = "unique",
     .makes = &unique,
     .field = "",
     .columns_field = "columns",
     .name_suffix = "key",
     .along = unique_along},
    {.key = "check",
     .makes = &check,
     .field = "expression",
     .columns_field = "",
     .name_suffix = "check",
     .along = check_along},
    {.key = "references",
     .makes = &foreign_key,
     .field = "references",
     .columns_field = "columns",
     .name_suffix = "fkey",
     .along = references_along},
};

std::string target(const Id& id) { return "COLUMN " + qualified(id.path); }

/// What follows name and type.
std::string constraints(const Id& id, const Column& column) {
  std::string sql;
  if (!column.generated.empty())
    sql += " GENERATED ALWAYS AS " + in_parens(column.generated) + (column.is_virtual ? " VIRTUAL" : " STORED");
  if (!column.identity.empty()) sql += " " + identity::definition(column);
  if (!column.default_value.empty()) sql += " DEFAULT " + column.default_value;
  const bool named = column::names_not_null(id, column);
  if (named) sql += " CONSTRAINT " + quote_ident(column.not_null_name);
  if (column.not_null && (column.identity.empty() || named)) sql += " NOT NULL";
  return sql;
}

/// Without it, it would have that of the table's parent.
bool denies_default(const Object& object, const State& state) {
  const auto& column = body<Column>(object);
  if (!column.default_value.empty() || !column.generated.empty() || !column.identity.empty()) return false;
  const auto above = partition::inherited_column(object, state);
  return above != nullptr && !body<Column>(*above).default_value.empty();
}

/// Several parents may disagree about a default, so that CREATE TABLE demands one.
bool settles_default(const Object& object, const State& state) {
  return denies_default(object, state) && partition::parents_of(*state.find(table_of(object.id))).size() > 1;
}

std::string definition(const Id& id, const Column& column) {
  std::string sql = quote_ident(id.name()) + " " + column.type;
  if (!column.collation.empty()) sql += " COLLATE " + column.collation;
  return sql + constraints(id, column);
}

bool is_of_type(const Id& table, const State& state) {
  const Object* object = state.find(table);
  return object != nullptr && !body<Table>(*object).of_type.empty();
}

bool is_of_partition(const Id& column, const State& state) {
  return !partition::parent_of(state, table_of(column)).path.empty();
}

/// Comes from a parent alone, unless CREATE TABLE must settle what several of them disagree about.
bool is_brought(const Object& object, const State& state) {
  return body<Column>(object).inherited && partition::inherited_column(object, state) != nullptr &&
         !partition::disagrees_about_default(object, state);
}

/// A partition has its columns from its table: what it says of them are changes to these.
std::string inline_sql(const Object& object, const State& state) {
  if (is_of_partition(object.id, state) || is_brought(object, state)) return {};
  if (!is_of_type(table_of(object.id), state))
    return definition(object.id, body<Column>(object)) + (settles_default(object, state) ? " DEFAULT NULL" : "");
  const std::string rest = constraints(object.id, body<Column>(object));
  return rest.empty() ? std::string() : quote_ident(object.id.name()) + " WITH OPTIONS" + rest;
}

void after_inline(const Object& object, const State& state, Steps& steps) {
  const auto& column = body<Column>(object);
  if (denies_default(object, state))
    steps.push_back(make_step(column::set_default, object.id, alter_column(object.id, "DROP DEFAULT")));
  if (!column.storage.empty())
    steps.push_back(
        make_step(column::set_storage, object.id, alter_column(object.id, "SET STORAGE " + column.storage)));
  if (!column.compression.empty())
    steps.push_back(
        make_step(column::set_storage, object.id, alter_column(object.id, "SET COMPRESSION " + column.compression)));
  if (column.statistics)
    steps.push_back(make_step(column::set_statistics, object.id,
                              alter_alone(object.id, state, "SET STATISTICS " + std::to_string(*column.statistics))));
  for (const std::string& action : settings_actions({}, column.options))
    steps.push_back(make_step(column::set_statistics, object.id, alter_column(object.id, action)));
  push_comment(steps, object.id, target(object.id), column.comment);
}

/// The column is there without it being said: what it says is changed.
bool create_by_inheritance(const Object& object, const State& state, Steps& steps) {
  if (!is_of_partition(object.id, state) && !is_of_type(table_of(object.id), state) && !is_brought(object, state))
    return false;
  const auto before = partition::inherited_column(object, state);
  if (before == nullptr) return false;
  column::alter(*before, object, differing(*before, object), state, steps);
  for (Step& step : steps) {
    step.needs.push_back(table_of(object.id));
    for (const Id& parent : partition::parents_of(*state.find(table_of(object.id))))
      step.needs.push_back({column.name, parent.path.child(object.id.name())});
  }
  return true;
}

void create(const Object& object, const State& state, Steps& steps) {
  if (create_by_inheritance(object, state, steps)) return;
  const auto& column = body<Column>(object);
  const bool required =
      column.not_null && column.default_value.empty() && column.generated.empty() && column.identity.empty();
  const bool rewriting = !column.identity.empty() || (!column.generated.empty() && !column.is_virtual);
  const Form& form = required ? column::add_required : rewriting ? column::add_rewriting : column::add;
  steps.push_back(make_step(form, object.id, alter_table(object.id, "ADD COLUMN " + definition(object.id, column)),
                            alter_table(object.id, "DROP COLUMN " + quote_ident(object.id.name()))));
  after_inline(object, state, steps);
}

void drop(const Object& object, const State& state, Steps& steps) {
  if (is_of_partition(object.id, state)) return; // goes with that of its table
  steps.push_back(
      make_step(column::drop, object.id, alter_table(object.id, "DROP COLUMN " + quote_ident(object.id.name()))));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  steps.push_back(
      make_step(column::rename, to,
                alter_table(to, "RENAME COLUMN " + quote_ident(from.id.name()) + " TO " + quote_ident(to.name())),
                alter_table(to, "RENAME COLUMN " + quote_ident(to.name()) + " TO " + quote_ident(from.id.name()))));
}

std::string_view rebinds(const Object& object, const Kind& replaced) {
  if (&replaced != &function) return {};
  return body<Column>(object).generated.empty() ? "default" : "generated";
}

void examine(const Object& object, const State& declared, Diagnostics& diagnostics) {
  const auto& column = body<Column>(object);
  const auto complain = [&](std::string_view key, const char* code, const char* what, const char* hint) {
    Diagnostic mistake;
    mistake.code = code;
    mistake.position = object.places.find(key).value_or(object.places.whole());
    mistake.message = to_text(object.id) + what;
    mistake.hint = hint;
    diagnostics.add(std::move(mistake));
  };
  if (!column.not_null && !column.not_null_name.empty())
    complain("not_null_name", "name-without-not-null", " has a name for its NOT NULL, but does not say not_null",
             "add not_null = true, or take not_null_name away");
  if (column.inherited && partition::inherited_column(object, declared) == nullptr)
    complain("inherited", "nothing-inherited", " is inherited, but no table that its table inherits has it",
             "take inherited away, or name the table in the `inherits` of its table");
}

} // namespace

extern const Kind column{.name = "column",
                         .title = "column",
                         .section = "columns",
                         .scope = Scope::parent,
                         .parent = &table,
                         .weight = 60,
                         .fields = fields,
                         .short_form = "type",
                         .sugar = sugar,
                         .hints = hints,
                         .manual = "ddl-alter.html",
                         .summary = "A column; their order in the file is their order in the table.",
                         .catalog_sql = column::catalog_sql,
                         .make = make_body<Column>,
                         .inline_sql = inline_sql,
                         .after_inline = after_inline,
                         .create = create,
                         .alter = column::alter,
                         .drop = drop,
                         .rename = rename,
                         .inherited = partition::inherited_column,
                         .examine = examine,
                         .rebinds = rebinds};

} // namespace kinds
} // namespace lockstep
