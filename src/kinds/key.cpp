// PRIMARY KEY and UNIQUE. https://www.postgresql.org/docs/current/ddl-constraints.html
#include "kinds/constraint.hpp"
#include "kinds/list.hpp"
#include "kinds/partition.hpp"

#include <tuple>

namespace lockstep::kinds {
namespace {

using namespace constraint;

constexpr Field primary_fields[] = {
    field<&KeyConstraint::columns>("columns", "columns of the key, in order",
                                   {.on_change = OnChange::recreate, .required = true}),
    field<&KeyConstraint::without_overlaps>(
        "without_overlaps",
        "WITHOUT OVERLAPS: spans of time in the last column of rows that are else equal do not meet",
        {.on_change = OnChange::recreate, .since = 18}),
    field<&KeyConstraint::include>("include", "INCLUDE: columns stored in the index only",
                                   {.on_change = OnChange::recreate}),
    field<&KeyConstraint::deferrable>("deferrable", "DEFERRABLE",
                                      {.on_change = OnChange::recreate, .choices = deferrable_choices}),
    field<&KeyConstraint::with>("with", "storage parameters of its index", {.in_order = true}),
    field<&KeyConstraint::comment>("comment", "COMMENT ON CONSTRAINT"),
};
constexpr Field unique_fields[] = {
    primary_fields[0],
    field<&KeyConstraint::nulls_not_distinct>("nulls_not_distinct", "NULLS NOT DISTINCT: two NULLs count as equal",
                                              {.on_change = OnChange::recreate, .since = 15}),
    primary_fields[1],
    primary_fields[2],
    primary_fields[3],
    primary_fields[4],
    primary_fields[5],
};

std::string definition(const Object& object) { return key_definition(key_word(object), body<KeyConstraint>(object)); }

// CREATE TABLE silently makes one of two keys that differ only in their names and settings.
bool repeats_another(const Object& object, const State& state) {
  const auto what = [](const Object& one) {
    const auto& key = body<KeyConstraint>(one);
    return std::tie(key.columns, key.without_overlaps, key.include, key.nulls_not_distinct, key.deferrable);
  };
  for (const Kind* kind : {&primary_key, &unique})
    for (const Object* other : state.children(table_of(object.id), kind->name)) {
      if (other->id == object.id) return false;
      if (what(*other) == what(object)) return true;
    }
  return false;
}

std::string inline_sql(const Object& object, const State& state) {
  if (repeats_another(object, state)) return {};
  return "CONSTRAINT " + quote_ident(object.id.name()) + " " + definition(object);
}

void after_inline(const Object& object, const State&, Steps& steps) {
  push_constraint_comment(steps, object.id, body<KeyConstraint>(object).comment);
}

void create(const Object& object, const State& state, Steps& steps) {
  steps.push_back(make_step(add_key, object.id, alter_table(object.id, add_action(object.id, definition(object))),
                            alter_table(object.id, drop_action(object.id))));
  after_inline(object, state, steps);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  const auto& before = body<KeyConstraint>(from);
  const auto& after = body<KeyConstraint>(to);
  if (changed.has("with"))
    for (const std::string& action : settings_actions(before.with, after.with))
      steps.push_back(make_step(index::set_storage, to.id, "ALTER INDEX " + own_sql(to.id) + " " + action));
  if (changed.has("comment")) push_constraint_comment(steps, to.id, after.comment, before.comment, true);
}

void free_not_null(const Object& key, Step& step) {
  if (key.kind != &primary_key) return;
  for (const std::string& column : body<KeyConstraint>(key).columns) {
    const Id id{"column", {key.id.path.at(0), key.id.path.at(1), column}};
    step.frees.push_back(not_null_of(id));
  }
}

void drop(const Object& object, const State&, Steps& steps) {
  Step step = drop_step(object.id, definition(object));
  free_not_null(object, step);
  // Application code may name it in ON CONFLICT.
  step.phase = Phase::contract;
  steps.push_back(step);
}

void recreate(const Object& from, const Object& to, const State& state, Steps& steps) {
  const auto sql = [](const Object& object) {
    return alter_table(object.id, drop_action(object.id) + ", " + add_action(object.id, definition(object)));
  };
  steps.push_back(make_step(replace_key, to.id, sql(to), sql(from)));
  // Foreign keys on the old one must have let go before, and come back after.
  steps.back().breaks = {to.id};
  steps.back().makes = {to.id};
  free_not_null(from, steps.back());
  after_inline(to, state, steps);
}

constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, c.relname AS p2, k.conname AS p3,
       'pg_constraint'::regclass::oid AS classid, k.oid AS objid, 0 AS objsubid,
       i.indrelid || ' ' || (i.indkey::int2[])[:i.indnkeyatts - 1]::text AS "columns:names",
       CASE WHEN i.indnkeyatts < i.indnatts
            THEN i.indrelid || ' ' || (i.indkey::int2[])[i.indnkeyatts:]::text END AS "include:names",
       CASE WHEN k.condeferrable THEN CASE WHEN k.condeferred THEN 'initially deferred' ELSE 'initially immediate' END
       END AS deferrable,
       {18:k.conperiod|false} AS without_overlaps, {15:i.indnullsnotdistinct|false} AS nulls_not_distinct,
       ic.reloptions AS with, d.description AS comment
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_index i ON i.indexrelid = k.conindid
  JOIN pg_class ic ON ic.oid = k.conindid
  LEFT JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = k.oid
 WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND c.oid >= 16384 AND k.conparentid = 0)";

} // namespace

extern const Kind primary_key{.name = "primary_key",
                              .title = "primary key",
                              .section = "primary_key",
                              .scope = Scope::parent,
                              .parent = &table,
                              .weight = 70,
                              .fields = primary_fields,
                              .short_form = "columns",
                              .hints = renamed_from_hint,
                              .manual = "ddl-constraints.html",
                              .summary = "The primary key of a table.",
                              .catalog_sql = catalog_sql,
                              .catalog_filter = " AND k.contype = 'p'",
                              .catalog_rows = "pg_constraint WHERE contype = 'p'",
                              .make = make_body<KeyConstraint>,
                              .inline_sql = inline_sql,
                              .after_inline = after_inline,
                              .create = create,
                              .alter = alter,
                              .drop = drop,
                              .recreate = recreate,
                              .rename = rename_constraint,
                              .inherited = partition::shared_with_parent,
                              .is_relation = true};

extern const Kind unique{.name = "unique",
                         .title = "unique constraint",
                         .section = "unique",
                         .scope = Scope::parent,
                         .parent = &table,
                         .weight = 71,
                         .fields = unique_fields,
                         .short_form = "columns",
                         .hints = renamed_from_hint,
                         .manual = "ddl-constraints.html",
                         .summary = "A unique constraint.",
                         .catalog_sql = catalog_sql,
                         .catalog_filter = " AND k.contype = 'u'",
                         .catalog_rows = "pg_constraint WHERE contype = 'u'",
                         .make = make_body<KeyConstraint>,
                         .inline_sql = inline_sql,
                         .after_inline = after_inline,
                         .create = create,
                         .alter = alter,
                         .drop = drop,
                         .recreate = recreate,
                         .rename = rename_constraint,
                         .inherited = partition::shared_with_parent,
                         .is_relation = true};

} // namespace lockstep::kinds
