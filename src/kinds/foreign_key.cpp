// FOREIGN KEY. Always a statement of its own, so that two tables may refer to each other.
// https://www.postgresql.org/docs/current/ddl-constraints.html
#include "kinds/constraint.hpp"
#include "kinds/list.hpp"
#include "kinds/partition.hpp"

namespace lockstep::kinds {
namespace {

using namespace constraint;

constexpr std::string_view match_choices[] = {"full"};
constexpr std::string_view action_choices[] = {"cascade", "restrict", "set null", "set default"};

constexpr Field fields[] = {
    field<&ForeignKey::columns>("columns", "referencing columns", {.on_change = OnChange::recreate, .required = true}),
    field<&ForeignKey::references>("references", "table(columns) that is referenced",
                                   {.on_change = OnChange::recreate, .points = Points::relation, .required = true}),
    field<&ForeignKey::period>("period", "PERIOD: the last column is a span of time that rows of the other table cover",
                               {.on_change = OnChange::recreate, .since = 18}),
    field<&ForeignKey::match>("match", "MATCH", {.on_change = OnChange::recreate, .choices = match_choices}),
    field<&ForeignKey::on_update>("on_update", "ON UPDATE",
                                  {.on_change = OnChange::recreate, .choices = action_choices}),
    field<&ForeignKey::on_delete>("on_delete", "ON DELETE",
                                  {.on_change = OnChange::recreate, .choices = action_choices}),
    field<&ForeignKey::on_delete_columns>("on_delete_columns", "the columns that SET NULL or SET DEFAULT touches",
                                          {.on_change = OnChange::recreate, .since = 15}),
    field<&ForeignKey::deferrable>("deferrable", "DEFERRABLE", {.choices = deferrable_choices}),
    field<&ForeignKey::not_valid>("not_valid", "NOT VALID: old rows were never checked"),
    field<&ForeignKey::not_enforced>("not_enforced", "NOT ENFORCED: no row is ever checked", {.since = 18}),
    field<&ForeignKey::comment>("comment", "COMMENT ON CONSTRAINT"),
};

void after(const Object& object, Steps& steps) {
  push_constraint_comment(steps, object.id, body<ForeignKey>(object).comment);
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& key = body<ForeignKey>(object);
  const std::string definition = foreign_key_definition(key) + (key.not_valid ? " NOT VALID" : "");
  const bool reads_none = key.not_valid || key.not_enforced;
  steps.push_back(make_step(reads_none ? add_foreign_key_not_valid : add_foreign_key, object.id,
                            alter_table(object.id, add_action(object.id, definition)),
                            alter_table(object.id, drop_action(object.id))));
  after(object, steps);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  const auto& before = body<ForeignKey>(from);
  const auto& now = body<ForeignKey>(to);
  const auto deferrable = [&](const ForeignKey& key) {
    return alter_table(to.id, "ALTER CONSTRAINT " + quote_ident(to.id.name()) +
                                  (key.deferrable.empty() ? " NOT DEFERRABLE" : deferrable_clause(key.deferrable)));
  };
  if (changed.has("deferrable"))
    steps.push_back(make_step(alter_deferrable, to.id, deferrable(now), deferrable(before)));
  if (changed.has("not_enforced")) // the other way rows must be looked up: a new key comes beside this one
    steps.push_back(make_step(alter_not_enforced, to.id,
                              alter_table(to.id, "ALTER CONSTRAINT " + quote_ident(to.id.name()) + " NOT ENFORCED")));
  if (changed.has("not_valid") && !now.not_enforced) steps.push_back(validate_step(to.id));
  if (changed.has("comment")) push_constraint_comment(steps, to.id, now.comment, before.comment, true);
}

bool must_recreate(const Object&, const Object& to, const Changed& changed) {
  const auto& after = body<ForeignKey>(to);
  return (changed.has("not_valid") && after.not_valid) || (changed.has("not_enforced") && !after.not_enforced);
}

void recreate(const Object& from, const Object& to, const State&, Steps& steps) {
  const bool not_valid = body<ForeignKey>(to).not_valid;
  const auto sql = [&](const Object& object) {
    return alter_table(object.id, drop_action(object.id) + ", " +
                                      add_action(object.id, foreign_key_definition(body<ForeignKey>(object)) +
                                                                (not_valid ? " NOT VALID" : "")));
  };
  steps.push_back(
      make_step(not_valid ? replace_foreign_key_not_valid : replace_foreign_key, to.id, sql(to), sql(from)));
  after(to, steps);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(drop_step(object.id, foreign_key_definition(body<ForeignKey>(object))));
  steps.back().form = &drop_foreign_key;
}

constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, c.relname AS p2, k.conname AS p3,
       'pg_constraint'::regclass::oid AS classid, k.oid AS objid, 0 AS objsubid,
       k.conrelid || ' ' || k.conkey::text AS "columns:names",
       k.confrelid || ' ' || k.confkey::text || '|' || quote_ident(rn.nspname) || '.' || quote_ident(r.relname)
       AS "references:target",
       CASE k.confmatchtype WHEN 'f' THEN 'full' END AS match,
       CASE k.confupdtype WHEN 'c' THEN 'cascade' WHEN 'r' THEN 'restrict' WHEN 'n' THEN 'set null'
                          WHEN 'd' THEN 'set default' END AS on_update,
       CASE k.confdeltype WHEN 'c' THEN 'cascade' WHEN 'r' THEN 'restrict' WHEN 'n' THEN 'set null'
                          WHEN 'd' THEN 'set default' END AS on_delete,
       k.conrelid || ' ' || {15:k.confdelsetcols::text|NULL::text} AS "on_delete_columns:names",
       CASE WHEN k.condeferrable THEN CASE WHEN k.condeferred THEN 'initially deferred' ELSE 'initially immediate' END
       END AS deferrable,
       NOT k.convalidated{18: AND k.conenforced|} AS not_valid, {18:NOT k.conenforced|false} AS not_enforced,
       {18:k.conperiod|false} AS period, d.description AS comment
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_class r ON r.oid = k.confrelid
  JOIN pg_namespace rn ON rn.oid = r.relnamespace
  LEFT JOIN pg_description d ON d.classoid = 'pg_constraint'::regclass AND d.objoid = k.oid
 WHERE k.contype = 'f' AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND c.oid >= 16384 AND k.conparentid = 0)";

} // namespace

extern const Kind foreign_key{.name = "foreign_key",
                              .title = "foreign key",
                              .section = "foreign_keys",
                              .scope = Scope::parent,
                              .parent = &table,
                              .weight = 80,
                              .fields = fields,
                              .hints = renamed_from_hint,
                              .manual = "ddl-constraints.html",
                              .summary = "A foreign key.",
                              .catalog_sql = catalog_sql,
                              .catalog_rows = "pg_constraint WHERE contype = 'f'",
                              .make = make_body<ForeignKey>,
                              .create = create,
                              .alter = alter,
                              .drop = drop,
                              .recreate = recreate,
                              .rename = rename_constraint,
                              .must_recreate = must_recreate,
                              .inherited = partition::shared_with_parent};

} // namespace lockstep::kinds
