// Triggers on tables and views. https://www.postgresql.org/docs/current/sql-createtrigger.html
#include "kinds/trigger.hpp"

#include "kinds/list.hpp"
#include "kinds/render.hpp"

namespace lockstep::kinds {
namespace {

struct Trigger {
  std::string when;
  std::string for_each;
  std::string condition;
  std::string execute;
  std::string old_table, new_table;
  bool constraint = false;
  std::string deferrable;
  std::string from;
  std::string enabled;
  std::string comment;
};

constexpr std::string_view each_choices[] = {"row", "statement"};
constexpr std::string_view enabled_choices[] = {"never", "replica", "always"};

constexpr Field fields[] = {
    field<&Trigger::when>("when", "when and on what: `before insert or update of total`", {.required = true}),
    field<&Trigger::for_each>("for_each", "row, or statement when not given", {.choices = each_choices}),
    field<&Trigger::condition>("condition", "WHEN (…): it fires only where this holds", {.points = Points::expression}),
    field<&Trigger::execute>("execute", "the function with its arguments: `touch()`",
                             {.points = Points::relation, .required = true}),
    field<&Trigger::old_table>("old_table", "REFERENCING OLD TABLE AS: name of the rows as they were"),
    field<&Trigger::new_table>("new_table", "REFERENCING NEW TABLE AS: name of the rows as they are now"),
    field<&Trigger::constraint>("constraint", "CONSTRAINT TRIGGER"),
    field<&Trigger::deferrable>("deferrable", "DEFERRABLE, for a constraint trigger", {.choices = deferrable_choices}),
    field<&Trigger::from>("from", "FROM: the other table of a constraint trigger", {.points = Points::relation}),
    field<&Trigger::enabled>("enabled", "whether it fires: on the origin when not given", {.choices = enabled_choices}),
    field<&Trigger::comment>("comment", "COMMENT ON TRIGGER"),
};
constexpr Field view_fields[] = {fields[0], fields[1], fields[2], fields[3], fields[10]};

std::string on_table(const Id& id) { return quote_ident(id.name()) + " ON " + table_sql(id); }

/// Key words in capitals, names of columns as they are.
std::string events(const std::string& when) {
  constexpr std::string_view before_columns = "update of ";
  const auto at = lower(when).find(before_columns);
  if (at == std::string::npos) return upper(when);
  const auto columns = at + before_columns.size();
  return upper(when.substr(0, columns)) + when.substr(columns);
}

std::string create_sql(const Id& id, const Trigger& trigger, bool or_replace) {
  std::string sql = std::string("CREATE ") + (or_replace ? "OR REPLACE " : "") +
                    (trigger.constraint ? "CONSTRAINT " : "") + "TRIGGER " + quote_ident(id.name()) + "\n    " +
                    events(trigger.when) + " ON " + table_sql(id);
  if (!trigger.from.empty()) sql += " FROM " + trigger.from;
  sql += deferrable_clause(trigger.deferrable);
  if (!trigger.old_table.empty() || !trigger.new_table.empty()) sql += "\n    REFERENCING";
  if (!trigger.old_table.empty()) sql += " OLD TABLE AS " + quote_ident(trigger.old_table);
  if (!trigger.new_table.empty()) sql += " NEW TABLE AS " + quote_ident(trigger.new_table);
  sql += trigger.for_each == "row" ? "\n    FOR EACH ROW" : "\n    FOR EACH STATEMENT";
  if (!trigger.condition.empty()) sql += " WHEN " + in_parens(trigger.condition);
  return sql + "\n    EXECUTE FUNCTION " + trigger.execute;
}

std::string drop_sql(const Id& id) { return "DROP TRIGGER " + on_table(id); }

std::string enable_sql(const Id& id, const std::string& enabled) {
  const std::string word = enabled.empty()       ? "ENABLE"
                           : enabled == "never"  ? "DISABLE"
                           : enabled == "always" ? "ENABLE ALWAYS"
                                                 : "ENABLE REPLICA";
  return alter_table(id, word + " TRIGGER " + quote_ident(id.name()));
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& trigger = body<Trigger>(object);
  const Id& id = object.id;
  steps.push_back(make_step(trigger::create, id, create_sql(id, trigger, false), drop_sql(id)));
  if (!trigger.enabled.empty()) {
    steps.back().unit = 1;
    steps.push_back(make_step(trigger::enable, id, enable_sql(id, trigger.enabled), enable_sql(id, {})));
    steps.back().unit = 1;
  }
  push_comment(steps, id, "TRIGGER " + on_table(id), trigger.comment);
}

// CREATE OR REPLACE switches it on again.
void replace(const Id& id, const Trigger& before, const Trigger& after, Steps& steps) {
  steps.push_back(make_step(trigger::replace, id, create_sql(id, after, true), create_sql(id, before, true)));
  if (before.enabled.empty() && after.enabled.empty()) return;
  steps.back().unit = 1;
  steps.push_back(make_step(trigger::enable, id, enable_sql(id, after.enabled), enable_sql(id, before.enabled)));
  steps.back().unit = 1;
}

void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  const auto& before = body<Trigger>(from);
  const auto& after = body<Trigger>(to);
  const std::size_t others = (changed.has("enabled") ? 1U : 0U) + (changed.has("comment") ? 1U : 0U);
  if (changed.fields.size() > others)
    replace(to.id, before, after, steps);
  else if (changed.has("enabled"))
    steps.push_back(
        make_step(trigger::enable, to.id, enable_sql(to.id, after.enabled), enable_sql(to.id, before.enabled)));
  if (changed.has("comment"))
    push_comment(steps, to.id, "TRIGGER " + on_table(to.id), after.comment, before.comment, true);
}

// There is no CREATE OR REPLACE CONSTRAINT TRIGGER.
bool must_recreate(const Object& from, const Object& to, const Changed& changed) {
  const std::size_t others = (changed.has("enabled") ? 1U : 0U) + (changed.has("comment") ? 1U : 0U);
  return changed.fields.size() > others && (body<Trigger>(from).constraint || body<Trigger>(to).constraint);
}

void recreate(const Object& from, const Object& to, const State& state, Steps& steps) {
  steps.push_back(make_step(trigger::rebuild, from.id, drop_sql(from.id)));
  steps.back().breaks = {from.id};
  const std::size_t created = steps.size();
  create(to, state, steps);
  steps[created].form = &trigger::rebuild;
  for (Step& step : steps) step.unit = 0; // the plan joins it with what it stands in the way of
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(
      make_step(trigger::drop, object.id, drop_sql(object.id), create_sql(object.id, body<Trigger>(object), false)));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  const auto sql = [&](const Id& old_id, const Id& new_id) {
    return "ALTER TRIGGER " + quote_ident(old_id.name()) + " ON " + table_sql(to) + " RENAME TO " +
           quote_ident(new_id.name());
  };
  steps.push_back(make_step(trigger::rename, to, sql(from.id, to), sql(to, from.id)));
}

// The parts that no catalog holds as text are cut out of the definition.
constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, c.relname AS p2, t.tgname AS p3,
       'pg_trigger'::regclass::oid AS classid, t.oid AS objid, 0 AS objsubid,
       CASE WHEN t.tgtype & 2 > 0 THEN 'before ' WHEN t.tgtype & 64 > 0 THEN 'instead of ' ELSE 'after ' END ||
       array_to_string(ARRAY[CASE WHEN t.tgtype & 4 > 0 THEN 'insert' END, CASE WHEN t.tgtype & 8 > 0 THEN 'delete' END,
                             CASE WHEN t.tgtype & 32 > 0 THEN 'truncate' END,
                             CASE WHEN t.tgtype & 16 > 0 THEN 'update' END], ' or ') ||
       COALESCE(' of ' || k.columns, '') AS when,
       CASE WHEN t.tgtype & 1 > 0 THEN 'row' END AS for_each,
       substring(x.def FROM ' FOR EACH (?:ROW|STATEMENT) WHEN \((.*)\) EXECUTE FUNCTION ') AS condition,
       substring(x.def FROM '^.* EXECUTE FUNCTION (.*)$') AS execute,
       t.tgoldtable AS old_table, t.tgnewtable AS new_table, t.tgconstraint <> 0 AS constraint,
       CASE WHEN t.tgdeferrable THEN CASE WHEN t.tginitdeferred THEN 'initially deferred' ELSE 'initially immediate' END
       END AS deferrable,
       CASE WHEN t.tgconstrrelid <> 0 THEN t.tgconstrrelid::regclass::text END AS from,
       CASE t.tgenabled WHEN 'D' THEN 'never' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END AS enabled,
       d.description AS comment
  FROM pg_trigger t
  JOIN pg_class c ON c.oid = t.tgrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_description d ON d.classoid = 'pg_trigger'::regclass AND d.objoid = t.oid AND d.objsubid = 0
 CROSS JOIN LATERAL (SELECT pg_get_triggerdef(t.oid) AS def) x
 CROSS JOIN LATERAL (
    SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY u.n) AS columns
      FROM unnest(t.tgattr::int2[]) WITH ORDINALITY u(attnum, n)
      JOIN pg_attribute a ON a.attrelid = t.tgrelid AND a.attnum = u.attnum) k
 WHERE NOT t.tgisinternal AND t.tgparentid = 0 AND t.oid >= 16384 AND c.relpersistence <> 't')";

} // namespace

extern const Kind trigger{.name = "trigger",
                          .title = "trigger",
                          .section = "triggers",
                          .scope = Scope::parent,
                          .parent = &table,
                          .weight = 110,
                          .fields = fields,
                          .hints = renamed_from_hint,
                          .manual = "sql-createtrigger.html",
                          .summary = "A trigger on a table.",
                          .catalog_sql = catalog_sql,
                          .catalog_filter = " AND c.relkind IN ('r', 'p')",
                          .catalog_rows = "pg_trigger WHERE NOT tgisinternal",
                          .make = make_body<Trigger>,
                          .create = create,
                          .alter = alter,
                          .drop = drop,
                          .recreate = recreate,
                          .rename = rename,
                          .must_recreate = must_recreate,
                          .rebuilt_around = true};

extern const Kind view_trigger{.name = "view_trigger",
                               .title = "trigger",
                               .section = "triggers",
                               .scope = Scope::parent,
                               .parent = &view,
                               .weight = 111,
                               .fields = view_fields,
                               .hints = renamed_from_hint,
                               .manual = "sql-createtrigger.html",
                               .summary = "A trigger on a view, INSTEAD OF a write for each row.",
                               .catalog_sql = catalog_sql,
                               .catalog_filter = " AND c.relkind = 'v'",
                               .catalog_rows = "pg_trigger WHERE NOT tgisinternal",
                               .make = make_body<Trigger>,
                               .create = create,
                               .alter = alter,
                               .drop = drop,
                               .recreate = recreate,
                               .rename = rename,
                               .must_recreate = must_recreate,
                               .rebuilt_around = true};

} // namespace lockstep::kinds
