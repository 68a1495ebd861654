// Tables. Columns and most constraints of a new table are written inside its CREATE TABLE.
// https://www.postgresql.org/docs/current/sql-createtable.html
#include "kinds/table.hpp"
#include "kinds/kinds.hpp"
#include "kinds/list.hpp"
#include "kinds/render.hpp"

#include <algorithm>

namespace lockstep::kinds {
namespace {

struct Table {
  bool unlogged = false;
  Settings with;
  bool row_security = false;
  bool force_row_security = false;
  std::string replica_identity;
  std::string comment;
};

constexpr std::string_view hints[] = {"renamed_from", "backfill"};
constexpr std::string_view key_along[] = {"deferrable"};

constexpr std::string_view identity_choices[] = {"full", "nothing"};

constexpr Field fields[] = {
    field<&Table::unlogged>("unlogged", "UNLOGGED: not written to the WAL, emptied after a crash"),
    field<&Table::with>("with", "storage parameters: fillfactor, autovacuum_…"),
    field<&Table::row_security>("row_security", "ENABLE ROW LEVEL SECURITY: only what a policy lets through"),
    field<&Table::force_row_security>("force_row_security", "FORCE ROW LEVEL SECURITY: for the owner, too"),
    field<&Table::replica_identity>("replica_identity",
                                    "what logical replication sends of old rows; the primary key when not given",
                                    {.choices = identity_choices}),
    field<&Table::comment>("comment", "COMMENT ON TABLE"),
};

constexpr Sugar sugar[] = {
    {.key = "primary_key",
     .makes = &primary_key,
     .field = "columns",
     .columns_field = "",
     .name_suffix = "pkey",
     .along = key_along},
};

std::string target(const Id& id) { return "TABLE " + own_sql(id); }

std::vector<const Object*> in_position(std::vector<const Object*> objects) {
  const auto position = [](const Object* object) {
    const Field* field = find_field(*object->kind, "position");
    const Value value = field != nullptr ? field->get(object->body.get()) : Value();
    const auto* number = std::get_if<std::int64_t>(&value);
    return number != nullptr ? *number : 0;
  };
  std::stable_sort(objects.begin(), objects.end(),
                   [&](const Object* a, const Object* b) { return position(a) < position(b); });
  return objects;
}

/// Once the policies are there: before that it would hide all rows.
Step security_step(const Id& id, const State& state, const char* action, const char* back) {
  const auto sql = [&](const char* words) { return alter_table(id, std::string(words) + " ROW LEVEL SECURITY"); };
  Step step = make_step(forms::set_row_security, id, sql(action), sql(back));
  for (const Object* child : state.children(id, policy.name)) step.needs.push_back(child->id);
  return step;
}

void push_security(const Id& id, const State& state, const Table& before, const Table& after, Steps& steps) {
  if (!before.row_security && after.row_security) steps.push_back(security_step(id, state, "ENABLE", "DISABLE"));
  if (before.row_security && !after.row_security) steps.push_back(security_step(id, {}, "DISABLE", "ENABLE"));
  if (!before.force_row_security && after.force_row_security)
    steps.push_back(security_step(id, state, "FORCE", "NO FORCE"));
  if (before.force_row_security && !after.force_row_security)
    steps.push_back(security_step(id, {}, "NO FORCE", "FORCE"));
}

Step replica_step(const Id& id, const Table& before, const Table& after) {
  const auto sql = [&](const Table& table) {
    return alter_table(id, "REPLICA IDENTITY " +
                               (table.replica_identity.empty() ? "DEFAULT" : upper(table.replica_identity)));
  };
  return make_step(forms::set_replica_identity, id, sql(after), sql(before));
}

void create(const Object& object, const State& state, Steps& steps) {
  const auto& table = body<Table>(object);
  std::vector<std::string> lines;
  std::vector<const Object*> inlined;
  for (const Kind* kind : child_kinds(*object.kind)) {
    if (kind->inline_sql == nullptr) continue;
    for (const Object* child : in_position(state.children(object.id, kind->name))) {
      const std::string line = kind->inline_sql(*child, state);
      if (line.empty()) continue;
      lines.push_back("  " + line);
      inlined.push_back(child);
    }
  }
  const std::string body_sql = lines.empty() ? "()" : "(\n" + join(lines, ",\n") + "\n)";
  Step step = make_step(forms::create_table, object.id,
                        std::string("CREATE ") + (table.unlogged ? "UNLOGGED " : "") + target(object.id) + " " +
                            body_sql + with_clause(table.with),
                        "DROP " + target(object.id));
  for (const Object* child : inlined) step.makes.push_back(child->id);
  steps.push_back(step);
  push_comment(steps, object.id, target(object.id), table.comment);
  for (const Object* child : inlined)
    if (child->kind->after_inline != nullptr) child->kind->after_inline(*child, state, steps);
  push_security(object.id, state, {}, table, steps);
  if (!table.replica_identity.empty()) steps.push_back(replica_step(object.id, {}, table));
}

void alter(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps) {
  const auto& before = body<Table>(from);
  const auto& after = body<Table>(to);
  if (changed.has("unlogged"))
    steps.push_back(make_step(forms::set_logged, to.id,
                              alter_table(to.id, after.unlogged ? "SET UNLOGGED" : "SET LOGGED"),
                              alter_table(to.id, before.unlogged ? "SET UNLOGGED" : "SET LOGGED")));
  if (changed.has("with")) {
    const auto undo = settings_actions(after.with, before.with);
    const std::string back = undo.empty() ? "" : alter_table(to.id, join(undo, ", "));
    steps.push_back(make_step(forms::set_table_storage, to.id,
                              alter_table(to.id, join(settings_actions(before.with, after.with), ", ")), back));
  }
  push_security(to.id, state, before, after, steps);
  if (changed.has("replica_identity")) steps.push_back(replica_step(to.id, before, after));
  if (changed.has("comment")) push_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
}

void drop(const Object& object, const State&, Steps& steps) {
  steps.push_back(make_step(forms::drop_table, object.id, "DROP " + target(object.id)));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  steps.push_back(make_step(forms::rename_table, to,
                            "ALTER " + target(from.id) + " RENAME TO " + quote_ident(to.name()),
                            "ALTER " + target(to) + " RENAME TO " + quote_ident(from.id.name())));
}

constexpr std::string_view catalog_sql = R"(
SELECT n.nspname AS p1, c.relname AS p2, 'pg_class'::regclass::oid AS classid, c.oid AS objid, 0 AS objsubid,
       c.relpersistence = 'u' AS unlogged,
       CASE WHEN t.reloptions IS NULL THEN c.reloptions
            ELSE c.reloptions || ARRAY(SELECT 'toast.' || o FROM unnest(t.reloptions) o) END AS with,
       c.relrowsecurity AS row_security, c.relforcerowsecurity AS force_row_security,
       CASE c.relreplident WHEN 'f' THEN 'full' WHEN 'n' THEN 'nothing' END AS replica_identity, d.description AS comment
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
  LEFT JOIN pg_description d ON d.classoid = 'pg_class'::regclass AND d.objoid = c.oid AND d.objsubid = 0
 WHERE c.relkind = 'r' AND NOT c.relispartition AND c.relpersistence <> 't' AND c.oid >= 16384)";

} // namespace

extern const Kind table{.name = "table",
                        .title = "table",
                        .section = "tables",
                        .weight = 50,
                        .fields = fields,
                        .sugar = sugar,
                        .hints = hints,
                        .manual = "sql-createtable.html",
                        .summary = "A table with its columns, constraints and indexes.",
                        .catalog_sql = catalog_sql,
                        .make = make_body<Table>,
                        .create = create,
                        .alter = alter,
                        .drop = drop,
                        .rename = rename,
                        .is_relation = true};

} // namespace lockstep::kinds
