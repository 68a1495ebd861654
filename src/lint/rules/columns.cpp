// Rules about columns: new ones, their types, NOT NULL.
#include "lint/rule.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace lockstep::linting {

namespace {

// Functions of PostgreSQL that a default may call without a rewrite: they give one value for the whole statement.
constexpr std::array stable_functions{"now",
                                      "statement_timestamp",
                                      "transaction_timestamp",
                                      "current_setting",
                                      "to_char",
                                      "lower",
                                      "upper",
                                      "make_interval",
                                      "make_date",
                                      "date_trunc",
                                      "to_timestamp",
                                      "array_fill",
                                      "jsonb_build_object",
                                      "jsonb_build_array",
                                      "json_build_object",
                                      "txid_current",
                                      "timezone",
                                      "md5",
                                      "coalesce",
                                      "concat"};

/// The function that makes a default volatile (or one that nobody knows), empty when there is none.
std::string volatile_call(const Tree& expression) {
  std::string found;
  each_call(expression, [&](const std::string& name, const Tree&) {
    if (std::find(stable_functions.begin(), stable_functions.end(), name) == stable_functions.end()) found = name;
  });
  return found;
}

void volatile_default(const View& view, const Report& report) {
  each_new_column(view, false, [&](const std::string& table, const Tree& column) {
    const Tree& expression = at(constraint_of(column, "CONSTR_DEFAULT"), "raw_expr");
    if (const std::string call = volatile_call(expression); !call.empty())
      report(location_of(column), "the default of " + table + "." + text_at(column, "colname") + " calls " + call +
                                      "(): if that is volatile, every row is written again under ACCESS EXCLUSIVE");
  });
}

void generated_stored(const View& view, const Report& report) {
  each_new_column(view, false, [&](const std::string& table, const Tree& column) {
    if (constraint_of(column, "CONSTR_GENERATED").is_object())
      report(location_of(column), "the stored generated column " + table + "." + text_at(column, "colname") +
                                      " writes every row again under ACCESS EXCLUSIVE");
  });
}

void counting_column(const View& view, const Report& report) {
  each_new_column(view, false, [&](const std::string& table, const Tree& column) {
    const bool serial =
        type_of(at(column, "typeName")).any_of({"serial", "serial2", "serial4", "serial8", "bigserial", "smallserial"});
    if (serial || constraint_of(column, "CONSTR_IDENTITY").is_object())
      report(location_of(column),
             "numbering the rows of " + table + " writes every one of them again under ACCESS EXCLUSIVE");
  });
}

void required_column(const View& view, const Report& report) {
  each_new_column(view, false, [&](const std::string& table, const Tree& column) {
    const bool filled = constraint_of(column, "CONSTR_DEFAULT").is_object() ||
                        constraint_of(column, "CONSTR_IDENTITY").is_object() ||
                        constraint_of(column, "CONSTR_GENERATED").is_object() ||
                        type_of(at(column, "typeName")).name.find("serial") != std::string::npos;
    const bool required =
        constraint_of(column, "CONSTR_NOTNULL").is_object() || constraint_of(column, "CONSTR_PRIMARY").is_object();
    if (required && !filled)
      report(location_of(column),
             "column " + table + "." + text_at(column, "colname") +
                 " is NOT NULL without a default: it fails when there are rows, and INSERTs of the "
                 "running version fail");
  });
}

void set_not_null(const View& view, const Report& report) {
  each_command(view, [&](const std::string& table, const Tree& command) {
    if (text_at(command, "subtype") != "AT_SetNotNull") return;
    const std::string name = text_at(command, "name");
    const auto known = view.world.tables.find(table);
    if (known != view.world.tables.end())
      for (const auto& [check, column] : known->second.not_null_checks)
        if (column == name) return;
    if (const Column* column = view.world.column(table, name); column != nullptr && column->not_null) return;
    report(0, "SET NOT NULL reads all rows of " + table + " under ACCESS EXCLUSIVE: no valid check proves " + name +
                  " IS NOT NULL");
  });
}

void drop_not_null(const View& view, const Report& report) {
  each_command(view, [&](const std::string& table, const Tree& command) {
    if (text_at(command, "subtype") == "AT_DropNotNull")
      report(0, "applications that rely on " + table + "." + text_at(command, "name") + " may now read NULL");
  });
}

bool all_modifiers_grow(const TypeWords& from, const TypeWords& to) {
  if (to.modifiers.empty()) return true;
  if (from.modifiers.empty() || from.modifiers.size() > to.modifiers.size()) return false;
  if (from.name == "numeric") // the scale must stay
    return to.modifiers[0] >= from.modifiers[0] &&
           (to.modifiers.size() < 2 ? 0 : to.modifiers[1]) == (from.modifiers.size() < 2 ? 0 : from.modifiers[1]);
  return to.modifiers[0] >= from.modifiers[0];
}

/// True when old values stay as they are, so that only the catalog changes.
bool is_free(const TypeWords& from, const TypeWords& to) {
  if (from.array != to.array) return false;
  if (from.any_of({"varchar", "text"}) && to.any_of({"varchar", "text"}))
    return to.name == "text" || (from.name == "text" ? to.modifiers.empty() : all_modifiers_grow(from, to));
  return from.name == to.name && all_modifiers_grow(from, to) &&
         from.any_of({"numeric", "varbit", "time", "timestamp", "timestamptz", "timetz", "interval"});
}

void change_type(const View& view, const Report& report) {
  each_command(view, [&](const std::string& table, const Tree& command) {
    if (text_at(command, "subtype") != "AT_AlterColumnType") return;
    const std::string name = text_at(command, "name");
    const Tree& definition = at(at(command, "def"), "ColumnDef");
    const TypeWords to = type_of(at(definition, "typeName"));
    const Column* column = view.world.column(table, name);
    if (column != nullptr && !at(definition, "raw_default").is_object() && is_free(column->type, to)) return;
    report(0, "the new type of " + table + "." + name + (column == nullptr ? " may write" : " writes") +
                  " every row and index again under ACCESS EXCLUSIVE");
  });
}

constexpr Rule rules[] = {
    {"LR201", "volatile-default", Level::error, "adds a column with a volatile default",
     "PostgreSQL must compute a value for each row, so it writes the whole table again under ACCESS EXCLUSIVE; nobody "
     "reads or writes meanwhile.",
     "Add the column empty, SET DEFAULT, fill old rows in batches.",
     "ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();",
     "ALTER TABLE orders ADD COLUMN token uuid;\nALTER TABLE orders ALTER COLUMN token SET DEFAULT gen_random_uuid();",
     volatile_default},
    {"LR202", "generated-stored", Level::error, "adds a stored generated column",
     "Every row is written again under ACCESS EXCLUSIVE.",
     "A plain column kept by a trigger and filled in batches; a view; or, from PostgreSQL 18, a virtual column.",
     "ALTER TABLE orders ADD COLUMN total int GENERATED ALWAYS AS (price * amount) STORED;",
     "ALTER TABLE orders ADD COLUMN total int;", generated_stored},
    {"LR203", "counting-column", Level::error, "adds a serial or identity column",
     "Each row gets its number now: the table is written again under ACCESS EXCLUSIVE.",
     "Add the column empty, give new rows the sequence as default, number old rows in batches, then add the identity.",
     "ALTER TABLE orders ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY;",
     "ALTER TABLE orders ADD COLUMN number bigint;", counting_column},
    {"LR204", "required-column", Level::error, "adds a NOT NULL column without a default",
     "It fails at once when the table has rows; when it has none, the running version's INSERTs fail.",
     "Give it a constant default, or add it empty, fill it, then SET NOT NULL by way of a check.",
     "ALTER TABLE orders ADD COLUMN state text NOT NULL;",
     "ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new';", required_column},
    {"LR205", "set-not-null", Level::error, "SET NOT NULL without a check that proves it",
     "All rows are read under ACCESS EXCLUSIVE.",
     "Up to PostgreSQL 17: ADD CHECK (c IS NOT NULL) NOT VALID, VALIDATE it, SET NOT NULL (reads nothing now), drop "
     "the "
     "check. From 18: ADD CONSTRAINT … NOT NULL c NOT VALID, VALIDATE.",
     "ALTER TABLE orders ALTER COLUMN state SET NOT NULL;",
     "ALTER TABLE orders ADD CONSTRAINT state_there CHECK (state IS NOT NULL) NOT VALID;", set_not_null},
    {"LR206", "change-type", Level::error, "changes a column's type",
     "Unless old values stay as they are, the table and its indexes are written again under ACCESS EXCLUSIVE; partial "
     "and expression indexes on the column always are.",
     "A new column beside the old one, kept equal by a trigger, filled in batches; swap after the deploy.",
     "CREATE TABLE t (n int);\n-- next file\nALTER TABLE orders ALTER COLUMN amount TYPE bigint;",
     "ALTER TABLE orders ADD COLUMN amount_new bigint;", change_type},
    {"LR309", "drop-not-null", Level::note, "drops NOT NULL", "Code that never met a NULL there may fail on one.",
     "Deploy code that copes first.", "ALTER TABLE orders ALTER COLUMN state DROP NOT NULL;",
     "-- lockstep:allow drop-not-null release 42 copes\nALTER TABLE orders ALTER COLUMN state DROP NOT NULL;",
     drop_not_null},
};

} // namespace

std::span<const Rule> column_rules() { return rules; }

} // namespace lockstep::linting
