// Columns. https://www.postgresql.org/docs/current/sql-altertable.html
#include "kinds/column.hpp"

#include "kinds/list.hpp"
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

std::string identity_options_sql(const Settings& options) {
  std::vector<std::string> words;
  for (const std::string& option : options.list) {
    const auto equals = option.find('=');
    const std::string key = option.substr(0, equals);
    const std::string value = option.substr(equals + 1);
    if (key == "start") words.push_back("START WITH " + value);
    if (key == "increment") words.push_back("INCREMENT BY " + value);
    if (key == "min_value") words.push_back("MINVALUE " + value);
    if (key == "max_value") words.push_back("MAXVALUE " + value);
    if (key == "cache") words.push_back("CACHE " + value);
    if (key == "cycle") words.push_back(value == "true" ? "CYCLE" : "NO CYCLE");
  }
  return words.empty() ? std::string() : " (" + join(words, " ") + ")";
}

std::string identity_sql(const Column& column) {
  return std::string("GENERATED ") + (column.identity == "always" ? "ALWAYS" : "BY DEFAULT") + " AS IDENTITY" +
         identity_options_sql(column.identity_options);
}

std::string definition(const Id& id, const Column& column) {
  std::string sql = quote_ident(id.name()) + " " + column.type;
  if (!column.collation.empty()) sql += " COLLATE " + column.collation;
  if (!column.generated.empty())
    sql += " GENERATED ALWAYS AS " + in_parens(column.generated) + (column.is_virtual ? " VIRTUAL" : " STORED");
  if (!column.identity.empty()) sql += " " + identity_sql(column);
  if (!column.default_value.empty()) sql += " DEFAULT " + column.default_value;
  if (column.not_null && column.identity.empty()) sql += " NOT NULL";
  return sql;
}

std::string inline_sql(const Object& object, const State&) { return definition(object.id, body<Column>(object)); }

std::string storage_action(const std::string& storage) {
  return "SET STORAGE " + (storage.empty() ? "DEFAULT" : storage);
}

void after_inline(const Object& object, const State&, Steps& steps) {
  const auto& column = body<Column>(object);
  if (!column.storage.empty())
    steps.push_back(
        make_step(column::set_storage, object.id, alter_column(object.id, "SET STORAGE " + column.storage)));
  if (!column.compression.empty())
    steps.push_back(
        make_step(column::set_storage, object.id, alter_column(object.id, "SET COMPRESSION " + column.compression)));
  if (column.statistics)
    steps.push_back(make_step(column::set_statistics, object.id,
                              alter_column(object.id, "SET STATISTICS " + std::to_string(*column.statistics))));
  push_comment(steps, object.id, target(object.id), column.comment);
}

void create(const Object& object, const State& state, Steps& steps) {
  const auto& column = body<Column>(object);
  const bool required =
      column.not_null && column.default_value.empty() && column.generated.empty() && column.identity.empty();
  const bool rewriting = !column.identity.empty() || (!column.generated.empty() && !column.is_virtual);
  const Form& form = required ? column::add_required : rewriting ? column::add_rewriting : column::add;
  steps.push_back(make_step(form, object.id, alter_table(object.id, "ADD COLUMN " + definition(object.id, column)),
                            alter_table(object.id, "DROP COLUMN " + quote_ident(object.id.name()))));
  after_inline(object, state, steps);
}

void drop(const Object& object, const State&, Steps& steps) {
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
  if (!to.hints.contains("using")) steps.back().check = row_checks::narrowed(state, to.id, before.type, after.type);
  if (crosses_time_zone(before, after)) fix_time_zone(to.hints, steps);
}

void alter_default(const Id& id, const Column& before, const Column& after, Steps& steps) {
  const auto action = [](const Column& column) {
    return column.default_value.empty() ? std::string("DROP DEFAULT") : "SET DEFAULT " + column.default_value;
  };
  steps.push_back(
      make_step(column::set_default, id, alter_column(id, action(after)), alter_column(id, action(before))));
}

std::string option_of(const Settings& options, std::string_view key) {
  for (const std::string& option : options.list)
    if (option.starts_with(key) && option[key.size()] == '=') return option.substr(key.size() + 1);
  return {};
}

/// " SET …" for each option that differs; one that is no longer given goes back to what PostgreSQL would choose.
std::string changed_identity_options(const Settings& before, const Settings& after) {
  const auto differs = [&](std::string_view key) { return option_of(before, key) != option_of(after, key); };
  const bool down = option_of(after, "increment").starts_with('-');
  const std::string limit = option_of(after, down ? "max_value" : "min_value");
  const std::string first = !limit.empty() ? limit : down ? "-1" : "1";
  const std::pair<std::string_view, std::string> without[] = {
      {"increment", "INCREMENT BY 1"},  {"min_value", "NO MINVALUE"}, {"max_value", "NO MAXVALUE"},
      {"start", "START WITH " + first}, {"cache", "CACHE 1"},         {"cycle", "NO CYCLE"}};
  const bool moves_start = differs("increment") || differs("min_value") || differs("max_value");
  std::string sql;
  for (const auto& [key, usual] : without) {
    const std::string now = option_of(after, key);
    const bool follows = key == "start" && now.empty() && moves_start;
    if (!differs(key) && !follows) continue;
    const std::string given = now.empty() ? std::string() : identity_options_sql({{std::string(key) + "=" + now}});
    sql += " SET " + (now.empty() ? usual : given.substr(2, given.size() - 3));
  }
  return sql;
}

std::string identity_action(const Column& before, const Column& after) {
  if (before.identity.empty()) return "ADD " + identity_sql(after);
  if (after.identity.empty()) return "DROP IDENTITY";
  std::string action;
  if (before.identity != after.identity)
    action = std::string("SET GENERATED ") + (after.identity == "always" ? "ALWAYS" : "BY DEFAULT");
  if (before.identity_options != after.identity_options)
    action += changed_identity_options(before.identity_options, after.identity_options);
  return std::string(trim(action));
}

void alter_identity(const Id& id, const Column& before, const Column& after, Steps& steps) {
  // A dropped identity takes its sequence along, and with it the last number.
  const std::string back = after.identity.empty() ? "" : alter_column(id, identity_action(after, before));
  steps.push_back(make_step(column::change_identity, id, alter_column(id, identity_action(before, after)), back));
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
    steps.push_back(
        make_step(column::set_statistics, id, alter_column(id, target_of(after)), alter_column(id, target_of(before))));
}

void alter(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps) {
  const auto& before = body<Column>(from);
  const auto& after = body<Column>(to);
  const bool type_changed = changed.has("type") || changed.has("collation");
  if (type_changed) alter_type(from, to, state, steps);
  const bool default_went_along = type_changed && !before.default_value.empty() && before.type != after.type;
  if (changed.has("identity") && after.identity.empty()) alter_identity(to.id, before, after, steps);
  if (changed.has("default") && !default_went_along) alter_default(to.id, before, after, steps);
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

constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, c.relname AS p2, a.attname AS p3,
       'pg_class'::regclass::oid AS classid, c.oid AS objid, a.attnum AS objsubid,
       format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AND nn.conname IS NULL AS not_null,
       nn.conname AS unvalidated_not_null,
       CASE WHEN a.attgenerated = '' THEN pg_get_expr(ad.adbin, ad.adrelid) END AS "default",
       CASE a.attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END AS identity,
       i.options AS identity_options,
       CASE WHEN a.attgenerated <> '' THEN pg_get_expr(ad.adbin, ad.adrelid) END AS generated,
       a.attgenerated = 'v' AS virtual,
       CASE WHEN a.attcollation <> t.typcollation
            THEN quote_ident(cn.nspname) || '.' || quote_ident(co.collname) END AS collation,
       CASE WHEN a.attstorage <> t.typstorage
            THEN CASE a.attstorage WHEN 'p' THEN 'plain' WHEN 'e' THEN 'external' WHEN 'x' THEN 'extended' ELSE 'main' END
       END AS storage,
       CASE a.attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END AS compression,
       NULLIF(a.attstattarget, -1) AS statistics, d.description AS comment, a.attnum AS position
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_type t ON t.oid = a.atttypid
  LEFT JOIN pg_attrdef ad ON ad.adrelid = a.attrelid AND ad.adnum = a.attnum
  LEFT JOIN pg_collation co ON co.oid = a.attcollation
  LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
  LEFT JOIN (SELECT p.refobjid, p.refobjsubid,
                    array_remove(ARRAY[
                      'cache=' || NULLIF(s.seqcache, 1), CASE WHEN s.seqcycle THEN 'cycle=true' END,
                      'increment=' || NULLIF(s.seqincrement, 1),
                      'max_value=' || NULLIF(s.seqmax, CASE WHEN s.seqincrement > 0 THEN l.high ELSE -1 END),
                      'min_value=' || NULLIF(s.seqmin, CASE WHEN s.seqincrement > 0 THEN 1 ELSE l.low END),
                      'start=' || NULLIF(s.seqstart, CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END)],
                      NULL) AS options
               FROM pg_depend p JOIN pg_sequence s ON s.seqrelid = p.objid
               JOIN (VALUES ('smallint'::regtype, -32768::bigint, 32767::bigint), ('integer', -2147483648, 2147483647),
                            ('bigint', -9223372036854775808, 9223372036854775807)) l(type, low, high)
                 ON l.type = s.seqtypid
              WHERE p.classid = 'pg_class'::regclass AND p.refclassid = 'pg_class'::regclass AND p.deptype = 'i') i
         ON i.refobjid = a.attrelid AND i.refobjsubid = a.attnum
  LEFT JOIN pg_constraint nn ON nn.contype = 'n' AND NOT nn.convalidated AND nn.conrelid = c.oid AND nn.conkey[1] = a.attnum
  LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = a.attnum
 WHERE c.relkind = 'r' AND NOT c.relispartition AND c.relpersistence <> 't' AND c.oid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped)";

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
                         .catalog_sql = catalog_sql,
                         .make = make_body<Column>,
                         .inline_sql = inline_sql,
                         .after_inline = after_inline,
                         .create = create,
                         .alter = alter,
                         .drop = drop,
                         .rename = rename,
                         .rebinds = rebinds};

} // namespace kinds
} // namespace lockstep
