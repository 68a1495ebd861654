// Tables. Columns and most constraints of a new table are written inside its CREATE TABLE.
// https://www.postgresql.org/docs/current/sql-createtable.html
#include "kinds/table.hpp"
#include "kinds/kinds.hpp"
#include "kinds/kinship.hpp"
#include "kinds/list.hpp"
#include "kinds/partition.hpp"
#include "kinds/render.hpp"
#include "kinds/table_sql.hpp"

#include <algorithm>

namespace lockstep {
namespace kinds {
namespace {

constexpr std::string_view hints[] = {"renamed_from", "moved_from", "backfill", "partitions"};
constexpr std::string_view key_along[] = {"deferrable"};

constexpr std::string_view identity_choices[] = {"full", "nothing"};

constexpr Field fields[] = {
    field<&Table::partition_by>("partition_by",
                                "PARTITION BY: range, list or hash, and the key: \"range (created_at)\""),
    field<&Table::partition_of>("partition_of", "the partitioned table that it is a partition of",
                                {.points = Points::relation}),
    field<&Table::values>("values",
                          "bounds of a partition: \"from ('a') to ('b')\", \"in (1, 2)\", \"with (modulus 4, remainder "
                          "0)\" or \"default\""),
    field<&Table::inherits>("inherits", "INHERITS: tables whose columns and checks it takes over",
                            {.points = Points::relation}),
    field<&Table::of_type>("of_type", "OF: a composite type that gives it its columns", {.points = Points::type}),
    field<&Table::access_method>("access_method", "table access method where it is not heap"),
    field<&Table::tablespace>("tablespace", "tablespace where it is not the database's own"),
    field<&Table::unlogged>("unlogged", "UNLOGGED: not written to the WAL, emptied after a crash"),
    field<&Table::with>("with", "storage parameters: fillfactor, autovacuum_…", {.in_order = true}),
    field<&Table::row_security>("row_security", "ENABLE ROW LEVEL SECURITY: only what a policy lets through"),
    field<&Table::force_row_security>("force_row_security", "FORCE ROW LEVEL SECURITY: for the owner, too"),
    field<&Table::replica_identity>("replica_identity",
                                    "what logical replication sends of old rows; the primary key when not given",
                                    {.choices = identity_choices}),
    field<&Table::replica_identity_index>("replica_identity_index",
                                          "the unique index or key whose columns logical replication sends"),
    field<&Table::cluster_on>("cluster_on", "CLUSTER ON: the index by which CLUSTER sorts the table"),
    field<&Table::comment>("comment", "COMMENT ON TABLE"),
    field<&Table::detaching>("detaching", "DETACH PARTITION CONCURRENTLY was interrupted", {.hidden = true}),
    field<&Table::identity_whole>("identity_whole", "of the partitioned table",
                                  {.on_change = OnChange::ignore, .hidden = true}),
    field<&Table::cluster_whole>("cluster_whole", "of the partitioned table",
                                 {.on_change = OnChange::ignore, .hidden = true}),
    field<&Table::bounds>("bounds", "condition of a partition", {.on_change = OnChange::ignore, .hidden = true}),
    owner_field<Table>(),
    grants_field<Table>(),
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

/// The index may belong to a key or stand by itself.
void need_index(const State& state, const Id& table, const std::string& name, Step& step) {
  if (name.empty()) return;
  for (const Kind* kind : {&index, &primary_key, &unique, &exclusion})
    if (const Id id{kind->name, table.path.child(name)}; state.find(id) != nullptr) step.needs.push_back(id);
}

/// It may be the partition's part of one that a table above it has.
void need_whole(const State& state, const Id& table, const std::string& whole, Step& step) {
  const std::vector<std::string> name = parse_name(whole);
  if (name.size() != 2) return;
  for (Id above = partition::parent_of(state, table); !above.path.empty(); above = partition::parent_of(state, above))
    need_index(state, above, name[1], step);
}

/// A partition has the one of its table.
void need_primary_key(const State& state, const Id& table, Step& step) {
  for (const Object* key : state.children(table, primary_key.name)) step.needs.push_back(key->id);
  if (const Id parent = partition::parent_of(state, table); !parent.path.empty()) need_primary_key(state, parent, step);
}

Step replica_step(const Id& id, const State& state, const Table& before, const Table& after) {
  const auto sql = [&](const Table& table) {
    const std::string& index = table.replica_identity_index;
    const std::string word = table.replica_identity.empty() ? "DEFAULT" : upper(table.replica_identity);
    return alter_table(id, "REPLICA IDENTITY " + (index.empty() ? word : "USING INDEX " + quote_ident(index)));
  };
  Step step = make_step(forms::set_replica_identity, id, sql(after), sql(before));
  need_index(state, id, after.replica_identity_index, step);
  need_whole(state, id, after.identity_whole, step);
  if (after.replica_identity.empty() && after.replica_identity_index.empty()) need_primary_key(state, id, step);
  return step;
}

Step cluster_step(const Id& id, const State& state, const Table& before, const Table& after) {
  const auto sql = [&](const Table& table) {
    return alter_table(id, table.cluster_on.empty() ? "SET WITHOUT CLUSTER"
                                                    : "CLUSTER ON " + quote_ident(table.cluster_on));
  };
  Step step = make_step(forms::set_cluster, id, sql(after), sql(before));
  need_index(state, id, after.cluster_on, step);
  need_whole(state, id, after.cluster_whole, step);
  return step;
}

/// What stands between the parentheses of CREATE TABLE, and the objects that it makes.
std::vector<std::string> lines_of(const Object& object, const State& state, std::vector<const Object*>& inlined) {
  std::vector<std::string> lines;
  for (const Kind* kind : child_kinds(*object.kind)) {
    if (kind->inline_sql == nullptr) continue;
    for (const Object* child : in_position(state.children(object.id, kind->name))) {
      const std::string line = kind->inline_sql(*child, state);
      if (line.empty()) continue;
      lines.push_back("  " + line);
      inlined.push_back(child);
    }
  }
  return lines;
}

std::string in_lines(const std::vector<std::string>& lines) { return "(\n" + join(lines, ",\n") + "\n)"; }

/// What follows the parentheses.
std::string clauses(const Table& table) {
  std::string sql;
  if (!table.inherits.empty()) sql += " INHERITS (" + join(table.inherits, ", ") + ")";
  if (!table.partition_of.empty()) sql += partition::bound_clause(table);
  if (!table.partition_by.empty()) sql += " PARTITION BY " + table.partition_by;
  if (!table.access_method.empty()) sql += " USING " + quote_ident(table.access_method);
  sql += with_clause(table.with);
  if (!table.tablespace.empty()) sql += " TABLESPACE " + quote_ident(table.tablespace);
  return sql;
}

std::string create_words(const Object& object) {
  return std::string("CREATE ") + (body<Table>(object).unlogged ? "UNLOGGED " : "") + target(object.id);
}

std::string create_sql(const Object& object, const std::vector<std::string>& lines) {
  const auto& table = body<Table>(object);
  std::string sql = create_words(object);
  if (!table.partition_of.empty()) sql += " PARTITION OF " + table.partition_of;
  if (!table.of_type.empty()) sql += " OF " + table.of_type;
  const bool has_body = table.partition_of.empty() && table.of_type.empty();
  if (!lines.empty() || has_body) sql += lines.empty() ? " ()" : " " + in_lines(lines);
  return sql + clauses(table);
}

void create(const Object& object, const State& state, Steps& steps) {
  const auto& table = body<Table>(object);
  const Id parent = partition::parent_of(object);
  std::vector<const Object*> inlined;
  Step step = make_step(parent.path.empty() ? forms::create_table : partition::create, object.id,
                        create_sql(object, lines_of(object, state, inlined)), "DROP " + target(object.id));
  if (!parent.path.empty()) step.table = parent;
  for (const Object* child : inlined) step.makes.push_back(child->id);
  steps.push_back(step);
  push_comment(steps, object.id, target(object.id), table.comment);
  for (const Object* child : inlined)
    if (child->kind->after_inline != nullptr) child->kind->after_inline(*child, state, steps);
  push_security(object.id, state, {}, table, steps);
  if (!table.replica_identity.empty() || !table.replica_identity_index.empty())
    steps.push_back(replica_step(object.id, state, {}, table));
  if (!table.cluster_on.empty()) steps.push_back(cluster_step(object.id, state, {}, table));
}

void alter_place(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps) {
  const auto& before = body<Table>(from);
  const auto& after = body<Table>(to);
  const auto method = [&](const Table& table) {
    return alter_table(to.id, "SET ACCESS METHOD " +
                                  (table.access_method.empty() ? "heap" : quote_ident(table.access_method)));
  };
  const auto space = [&](const Table& table) {
    return alter_table(to.id,
                       "SET TABLESPACE " + (table.tablespace.empty() ? "pg_default" : quote_ident(table.tablespace)));
  };
  if (changed.has("access_method")) {
    steps.push_back(make_step(forms::set_access_method, to.id, method(after), method(before)));
    if (state.server_major < 15)
      steps.back().refusal = "PostgreSQL before 15 can not change the access method of " + to_text(to.id);
  }
  if (changed.has("tablespace")) steps.push_back(make_step(forms::set_tablespace, to.id, space(after), space(before)));
}

void alter(const Object& from, const Object& to, const Changed& changed, const State& state, Steps& steps) {
  const auto& before = body<Table>(from);
  const auto& after = body<Table>(to);
  kinship::alter(from, to, changed, steps);
  alter_place(from, to, changed, state, steps);
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
  if (changed.has("replica_identity") || changed.has("replica_identity_index"))
    steps.push_back(replica_step(to.id, state, before, after));
  if (changed.has("cluster_on")) steps.push_back(cluster_step(to.id, state, before, after));
  if (changed.has("comment")) push_comment(steps, to.id, target(to.id), after.comment, before.comment, true);
}

/// Partitions go with their table.
Id owner(const Object& object) { return partition::parent_of(object); }

void drop(const Object& object, const State&, Steps& steps) {
  if (!body<Table>(object).partition_of.empty()) steps.push_back(partition::detach_step(object));
  steps.push_back(make_step(forms::drop_table, object.id, "DROP " + target(object.id)));
}

void rename(const Object& from, const Id& to, Steps& steps) {
  steps.push_back(make_step(forms::rename_table, to,
                            "ALTER " + target(from.id) + " RENAME TO " + quote_ident(to.name()),
                            "ALTER " + target(to) + " RENAME TO " + quote_ident(from.id.name())));
  steps.back().breaks = {from.id};
}

} // namespace
} // namespace kinds

std::string create_like_parent_sql(const Object& object, const State& state, const std::string& bounds) {
  using namespace kinds;
  std::vector<const Object*> inlined;
  std::vector<std::string> lines = lines_of(object, state, inlined);
  lines.insert(lines.begin(), "  LIKE " + body<Table>(object).partition_of +
                                  " INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS INCLUDING STORAGE "
                                  "INCLUDING COMPRESSION");
  Table alone = body<Table>(object);
  if (!bounds.empty()) lines.push_back("  CONSTRAINT " + quote_ident(bounds) + " CHECK " + in_parens(alone.bounds));
  alone.partition_of.clear();
  return create_words(object) + " " + in_lines(lines) + clauses(alone);
}

namespace kinds {

extern const Kind table{.name = "table",
                        .title = "table",
                        .section = "tables",
                        .weight = 50,
                        .fields = fields,
                        .sugar = sugar,
                        .hints = hints,
                        .manual = "sql-createtable.html",
                        .summary = "A table with its columns, constraints and indexes.",
                        .catalog_sql = tables::catalog_sql,
                        .make = make_body<Table>,
                        .create = create,
                        .alter = alter,
                        .drop = drop,
                        .rename = rename,
                        .owner = owner,
                        .examine = partition::examine_names,
                        .is_relation = true,
                        .target = target,
                        .grants_on = "TABLE"};

} // namespace kinds
} // namespace lockstep
