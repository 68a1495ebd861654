// Event triggers. https://www.postgresql.org/docs/current/sql-createeventtrigger.html
#include "kinds/event_trigger.hpp"

#include "kinds/access.hpp"
#include "kinds/list.hpp"
#include "kinds/render.hpp"

namespace lockstep::kinds {
namespace {

struct EventTrigger : Access {
  std::string on;
  std::vector<std::string> tags;
  std::string execute;
  std::string enabled;
  std::string comment;
};

constexpr std::string_view enabled_choices[] = {"never", "replica", "always"};

constexpr Field fields[] = {
    field<&EventTrigger::on>("on", "ddl_command_start, ddl_command_end, sql_drop, table_rewrite or login",
                             {.on_change = OnChange::recreate, .required = true}),
    field<&EventTrigger::tags>("tags", "WHEN TAG IN: the commands; all of them when not given",
                               {.on_change = OnChange::recreate}),
    field<&EventTrigger::execute>("execute", "the function: `note_ddl()`",
                                  {.on_change = OnChange::recreate, .points = Points::relation, .required = true}),
    field<&EventTrigger::enabled>("enabled", "whether it fires: on the origin when not given",
                                  {.choices = enabled_choices}),
    field<&EventTrigger::comment>("comment", "COMMENT ON EVENT TRIGGER"),
    owner_field<EventTrigger>(),
};

std::string target(const Id& id) { return "EVENT TRIGGER " + quote_ident(id.name()); }

std::string create_sql(const Id& id, const EventTrigger& trigger) {
  std::string sql = "CREATE " + target(id) + " ON " + trigger.on;
  std::vector<std::string> tags;
  for (const std::string& tag : trigger.tags) tags.push_back(quote_literal(tag));
  if (!tags.empty()) sql += "\n    WHEN TAG IN (" + join(tags, ", ") + ")";
  return sql + "\n    EXECUTE FUNCTION " + trigger.execute;
}

std::string enable_sql(const Id& id, const std::string& enabled) {
  return "ALTER " + target(id) +
         (enabled.empty()       ? " ENABLE"
          : enabled == "never"  ? " DISABLE"
          : enabled == "always" ? " ENABLE ALWAYS"
                                : " ENABLE REPLICA");
}

void create(const Object& object, const State&, Steps& steps) {
  const auto& trigger = body<EventTrigger>(object);
  const Id& id = object.id;
  steps.push_back(make_step(event_trigger::create, id, create_sql(id, trigger), "DROP " + target(id)));
  if (!trigger.enabled.empty())
    steps.push_back(make_step(event_trigger::enable, id, enable_sql(id, trigger.enabled), enable_sql(id, {})));
  push_comment(steps, id, target(id), trigger.comment);
}

void alter(const Object& from, const Object& to, const Changed& changed, const State&, Steps& steps) {
  const auto& before = body<EventTrigger>(from);
  const auto& after = body<EventTrigger>(to);
  if (changed.has("enabled"))
    steps.push_back(
        make_step(event_trigger::enable, to.id, enable_sql(to.id, after.enabled), enable_sql(to.id, before.enabled)));
  if (changed.has("comment")) push_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(make_step(event_trigger::drop, object.id, "DROP " + target(object.id),
                            create_sql(object.id, body<EventTrigger>(object))));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  const auto sql = [](const Id& old_id, const Id& new_id) {
    return "ALTER " + target(old_id) + " RENAME TO " + quote_ident(new_id.name());
  };
  steps.push_back(make_step(event_trigger::rename, to, sql(from.id, to), sql(to, from.id)));
}

constexpr std::string_view catalog_sql = R"(
SELECT e.evtname AS p1, 'pg_event_trigger'::regclass::oid AS classid, e.oid AS objid, 0 AS objsubid,
       e.evtevent AS on, e.evttags AS tags, quote_ident(n.nspname) || '.' || quote_ident(p.proname) || '()' AS execute,
       CASE e.evtenabled WHEN 'D' THEN 'never' WHEN 'R' THEN 'replica' WHEN 'A' THEN 'always' END AS enabled,
       d.description AS comment
  FROM pg_event_trigger e
  JOIN pg_proc p ON p.oid = e.evtfoid
  JOIN pg_namespace n ON n.oid = p.pronamespace
  LEFT JOIN pg_description d ON d.classoid = 'pg_event_trigger'::regclass AND d.objoid = e.oid AND d.objsubid = 0
 WHERE e.oid >= 16384)";

} // namespace

extern const Kind event_trigger{.name = "event_trigger",
                                .title = "event trigger",
                                .section = "event_triggers",
                                .scope = Scope::database,
                                .weight = 200,
                                .fields = fields,
                                .hints = renamed_from_hint,
                                .manual = "sql-createeventtrigger.html",
                                .summary = "A trigger on DDL commands of the whole database.",
                                .catalog_sql = catalog_sql,
                                .catalog_rows = "pg_event_trigger",
                                .make = make_body<EventTrigger>,
                                .create = create,
                                .alter = alter,
                                .drop = drop,
                                .rename = rename,
                                .rebuilt_around = true,
                                .target = target};

} // namespace lockstep::kinds
