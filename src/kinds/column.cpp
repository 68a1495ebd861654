// Columns. https://www.postgresql.org/docs/current/sql-altertable.html
#include "kinds/column.hpp"

#include "kinds/column_sql.hpp"
#include "kinds/identity.hpp"
#include "kinds/list.hpp"
#include "kinds/partition.hpp"
#include "kinds/row_checks.hpp"

namespace lockstep {

std::string column::alter_column(const Id& id, const std::string& action) {
  return alter_table(id, "ALTER COLUMN " + quote_ident(id.name()) + " " + action);
}

namespace kinds {
namespace {

using column::alter_column;

constexpr std::string_view identity_choices[] = {"always", "by default"};
constexpr std::string_view storage_choices[] = {"plain", "external", "extended", "main"};
constexpr std::string_view compression_choices[] = {"pglz", "lz4"};
constexpr std::string_view references_along[] = {"on_delete",  "on_update",         "match",
                                                 "deferrable", "on_delete_columns", "not_valid"};
constexpr std::string_view key_along[] = {"deferrable"};
constexpr std::string_view unique_along[] = {"nulls_not_distinct"};
constexpr std::string_view check_along[] = {"no_inherit"};
constexpr std::string_view hints[] = {"renamed_from", "backfill", "using", "reverse_using"};

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
    field<&Column::options>("options", "n_distinct and n_distinct_inherited, which ANALYZE then takes as given"),
    field<&Column::not_null_name>("not_null_name", "name of the NOT NULL constraint where it matters",
                                  {.when_declared = true, .since = 18}),
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

/// The constraint has a name that the server would not choose by itself.
bool names_not_null(const Id& id, const Column& column) {
  return column.not_null && !column.not_null_name.empty() &&
         column.not_null_name != derived_name(id.path.at(1) + "_" + id.name(), "not_null");
}

/// What follows name and type.
std::string constraints(const Id& id, const Column& column) {
  std::string sql;
  if (!column.generated.empty())
    sql += " GENERATED ALWAYS AS " + in_parens(column.generated) + (column.is_virtual ? " VIRTUAL" : " STORED");
  if (!column.identity.empty()) sql += " " + identity::definition(column);
  if (!column.default_value.empty()) sql += " DEFAULT " + column.default_value;
  const bool named = names_not_null(id, column);
  if (named) sql += " CONSTRAINT " + quote_ident(column.not_null_name);
  if (column.not_null && (column.identity.empty() || named)) sql += " NOT NULL";
  return sql;
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

/// A partition has its columns from its table: what it says of them are changes to these.
std::string inline_sql(const Object& object, const State& state) {
  if (is_of_partition(object.id, state)) return {};
  if (!is_of_type(table_of(object.id), state)) return definition(object.id, body<Column>(object));
  const std::string rest = constraints(object.id, body<Column>(object));
  return rest.empty() ? std::string() : quote_ident(object.id.name()) + " WITH OPTIONS" + rest;
}

/// Statistics targets and options are each table's own, but ALTER TABLE would hand them down to its children.
std::string alter_alone(const Id& id, const State& state, const std::string& action) {
  const bool handed_down =
      partition::is_partitioned(state, table_of(id)) || !partition::children_of(state, table_of(id)).empty();
  const std::string sql = alter_column(id, action);
  return handed_down ? replace_all(sql, "ALTER TABLE ", "ALTER TABLE ONLY ") : sql;
}

std::string storage_action(const std::string& storage) {
  return "SET STORAGE " + (storage.empty() ? "DEFAULT" : storage);
}

void after_inline(const Object& object, const State& state, Steps& steps) {
  const auto& column = body<Column>(object);
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

void alter(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps);

/// The column is there without it being said: what it says is changed.
bool create_by_inheritance(const Object& object, const State& state, Steps& steps) {
  if (!is_of_partition(object.id, state) && !is_of_type(table_of(object.id), state)) return false;
  const auto before = partition::inherited_column(object, state);
  if (before == nullptr) return false;
  alter(*before, object, differing(*before, object), state, steps);
  for (Step& step : steps) {
    step.needs.push_back(table_of(object.id));
    for (const Id& parent : partition::parents_of(*state.find(table_of(object.id))))
      step.needs.push_back({kinds::column.name, parent.path.child(object.id.name())});
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

/// Values with and without time zone are turned into each other by the session's TimeZone.
bool crosses_time_zone(const Column& before, const Column& after) {
  const auto zoned = [](const Column& column) { return column.type.find("with time zone") != std::string::npos; };
  return zoned(before) != zoned(after);
}

constexpr std::string_view in_utc = "SET LOCAL TimeZone = 'UTC'";

/// Whoever runs the file, in whatever time zone: the same values come out, and the rows stay as they are.
void fix_time_zone(const Hints& intent, Steps& steps) {
  Step change = std::move(steps.back());
  steps.pop_back();
  Step fix = make_step(column::set_time_zone, change.subject, std::string(in_utc), "SET LOCAL TimeZone = DEFAULT");
  fix.table = {};
  if (!intent.contains("using"))
    fix.note = "Old values count as UTC. Are they of another zone, then give the column a \"using\" that says which.";
  change.back = std::string(in_utc) + ";\n" + change.back;
  fix.unit = change.unit = 1;
  steps.push_back(std::move(fix));
  steps.push_back(std::move(change));
}

void alter_type(const Object& from, const Object& to, const State& state, Steps& steps) {
  const auto& before = body<Column>(from);
  const auto& after = body<Column>(to);
  const auto type_action = [](const Column& column, const Hints& intent) {
    std::string sql = "TYPE " + column.type;
    if (!column.collation.empty()) sql += " COLLATE " + column.collation;
    if (const auto found = intent.find("using"); found != intent.end()) sql += " USING " + found->second;
    return sql;
  };
  const bool default_in_the_way = !before.default_value.empty() && before.type != after.type;
  std::string action = "ALTER COLUMN " + quote_ident(to.id.name()) + " " + type_action(after, to.hints);
  if (default_in_the_way) {
    const std::string name = "ALTER COLUMN " + quote_ident(to.id.name());
    action = name + " DROP DEFAULT, " + action;
    if (!after.default_value.empty()) action += ", " + name + " SET DEFAULT " + after.default_value;
  }
  steps.push_back(
      make_step(column::set_type, to.id, alter_table(to.id, action), alter_column(to.id, type_action(before, {}))));
  if (row_checks::only_casts(to)) steps.back().check = row_checks::narrowed(state, to.id, before.type, after.type);
  if (crosses_time_zone(before, after)) fix_time_zone(to.hints, steps);
}

/// ALTER TABLE hands a default down to all children: those that have one of their own get it back.
void restore_defaults(const Id& id, const State& state, Steps& steps) {
  for (const Object* child : partition::children_of(state, table_of(id))) {
    const Id below{kinds::column.name, child->id.path.child(id.name())};
    if (const Object* own = state.find(below)) {
      const std::string& value = body<Column>(*own).default_value;
      Step step = make_step(column::set_default, id,
                            alter_column(below, value.empty() ? "DROP DEFAULT" : "SET DEFAULT " + value));
      step.note = name_text(child->id.path) + " keeps its own default.";
      step.unit = 1;
      steps.push_back(std::move(step));
    } else {
      restore_defaults(below, state, steps);
    }
  }
}

void alter_default(const Id& id, const Column& before, const Column& after, const State& state, Steps& steps) {
  const auto action = [](const Column& column) {
    return column.default_value.empty() ? std::string("DROP DEFAULT") : "SET DEFAULT " + column.default_value;
  };
  steps.push_back(
      make_step(column::set_default, id, alter_column(id, action(after)), alter_column(id, action(before))));
  const std::size_t set = steps.size() - 1;
  restore_defaults(id, state, steps);
  if (steps.size() > set + 1) steps[set].unit = 1;
}

void alter_identity(const Id& id, const Column& before, const Column& after, Steps& steps) {
  // A dropped identity takes its sequence along, and with it the last number.
  const std::string back = after.identity.empty() ? "" : alter_column(id, identity::action(after, before));
  steps.push_back(make_step(column::change_identity, id, alter_column(id, identity::action(before, after)), back));
}

void alter_generated(const Object& to, const Column& before, const Column& after, const State& state, Steps& steps) {
  const bool dropped = after.generated.empty();
  if (dropped && !before.is_virtual) {
    steps.push_back(make_step(column::drop_expression, to.id, alter_column(to.id, "DROP EXPRESSION")));
    return;
  }
  if (!before.generated.empty() && !dropped && before.is_virtual == after.is_virtual && state.server_major >= 17) {
    steps.push_back(make_step(column::change_generated, to.id,
                              alter_column(to.id, "SET EXPRESSION AS " + in_parens(after.generated)),
                              alter_column(to.id, "SET EXPRESSION AS " + in_parens(before.generated))));
    return;
  }
  Step step = make_step(column::change_generated, to.id, {});
  step.refusal = "the generation expression of " + to_text(to.id) +
                 " changes, which this server can do only by dropping the column and adding it again. "
                 "Add a column with a new name, move the application to it, and drop the old one in a later release.";
  steps.push_back(step);
}

void alter_storage(const Id& id, const Column& before, const Column& after, const Changed& changed, const State& state,
                   Steps& steps) {
  // A type change resets both.
  const bool reset = changed.has("type") || changed.has("collation");
  if (reset ? !after.storage.empty() : changed.has("storage")) {
    Step step = make_step(column::set_storage, id, alter_column(id, storage_action(after.storage)),
                          alter_column(id, storage_action(before.storage)));
    if (after.storage.empty() && state.server_major < 16)
      step.refusal =
          "PostgreSQL before 16 has no SET STORAGE DEFAULT: name the storage of " + to_text(id) + " in the schema";
    steps.push_back(step);
  }
  const auto compression = [](const Column& c) {
    return "SET COMPRESSION " + (c.compression.empty() ? "DEFAULT" : c.compression);
  };
  if (reset ? !after.compression.empty() : changed.has("compression"))
    steps.push_back(make_step(column::set_storage, id, alter_column(id, compression(after)),
                              alter_column(id, compression(before))));
  const auto target_of = [](const Column& c) { return "SET STATISTICS " + std::to_string(c.statistics.value_or(-1)); };
  if (changed.has("statistics"))
    steps.push_back(make_step(column::set_statistics, id, alter_alone(id, state, target_of(after)),
                              alter_alone(id, state, target_of(before))));
  if (changed.has("options"))
    for (const std::string& action : settings_actions(before.options, after.options))
      steps.push_back(make_step(column::set_statistics, id, alter_column(id, action)));
}

std::string rename_not_null(const Id& id, const Column& before, const Column& after) {
  return alter_table(id, "RENAME CONSTRAINT " + quote_ident(before.not_null_name) + " TO " +
                             quote_ident(after.not_null_name));
}

void alter(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps) {
  const auto& before = body<Column>(from);
  const auto& after = body<Column>(to);
  const bool type_changed = changed.has("type") || changed.has("collation");
  if (type_changed) alter_type(from, to, state, steps);
  const bool default_went_along = type_changed && !before.default_value.empty() && before.type != after.type;
  if (changed.has("identity") && after.identity.empty()) alter_identity(to.id, before, after, steps);
  if (changed.has("default") && !default_went_along) alter_default(to.id, before, after, state, steps);
  if (changed.has("not_null") && after.not_null) {
    steps.push_back(make_step(column::set_not_null, to.id, alter_column(to.id, "SET NOT NULL"),
                              alter_column(to.id, "DROP NOT NULL")));
    steps.back().makes.push_back(not_null_of(to.id));
  }
  if ((changed.has("identity") || changed.has("identity_options")) && !after.identity.empty())
    alter_identity(to.id, before, after, steps);
  if (changed.has("not_null") && !after.not_null) {
    steps.push_back(make_step(column::drop_not_null, to.id, alter_column(to.id, "DROP NOT NULL"),
                              alter_column(to.id, "SET NOT NULL")));
    steps.back().breaks.push_back(not_null_of(to.id)); // a primary key must have let go of it
  }
  if (changed.has("not_null_name") && before.not_null && after.not_null)
    steps.push_back(make_step(column::rename_not_null, to.id, rename_not_null(to.id, before, after),
                              rename_not_null(to.id, after, before)));
  if (changed.has("generated") || changed.has("virtual")) alter_generated(to, before, after, state, steps);
  alter_storage(to.id, before, after, changed, state, steps);
  if (changed.has("comment")) push_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
  if (type_changed) {
    steps.push_back(
        make_step(column::analyze, to.id, "ANALYZE " + table_sql(to.id) + " (" + quote_ident(to.id.name()) + ")"));
    steps.back().phase = Phase::validate;
  }
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
                         .alter = alter,
                         .drop = drop,
                         .rename = rename,
                         .inherited = partition::inherited_column,
                         .rebinds = rebinds};

} // namespace kinds
} // namespace lockstep
