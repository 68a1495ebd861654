// Which columns move, and what they need: a foreign key by which each row of the new table belongs to one of the old.
#include "base/references.hpp"
#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "kinds/partition.hpp"
#include "kinds/table.hpp"
#include "plan/recipes/expand_reach.hpp"
#include "plan/recipes/move.hpp"

#include <algorithm>

namespace lockstep::expand {

namespace {

using Names = std::vector<std::string>;

bool is_key(const State& state, const Id& table, Names columns) {
  std::sort(columns.begin(), columns.end());
  const auto covers = [&](Names names) {
    std::sort(names.begin(), names.end());
    return names == columns;
  };
  for (const char* kind : {"primary_key", "unique"})
    for (const Object* key : state.children(table, kind))
      if (const auto& what = body<KeyConstraint>(*key); what.deferrable.empty() && covers(what.columns)) return true;
  const auto indexes = state.children(table, "index");
  return std::any_of(indexes.begin(), indexes.end(), [&](const Object* object) {
    const auto& index = body<Index>(*object);
    return index.unique && index.where.empty() && covers(index.columns);
  });
}

/// By which rows of the other table belong to those of `table`; null: there is none, or it is not fit.
const Object* link_of(const State& to, const Id& table, const Id& other) {
  const std::string target = qualified(table.path) + "(";
  for (const Object* object : to.children(other, "foreign_key")) {
    const auto& key = body<ForeignKey>(*object);
    const bool whole = !key.period && !key.not_valid && !key.not_enforced;
    if (whole && key.references.starts_with(target) && is_key(to, other, key.columns)) return object;
  }
  return nullptr;
}

bool is_plain(const State& state, const Id& id) {
  const Object* object = state.find(id);
  if (object == nullptr) return true;
  const auto& table = body<Table>(*object);
  return table.partition_by.empty() && table.partition_of.empty() && table.inherits.empty() &&
         !table.force_row_security && partition::children_of(state, id).empty();
}

/// A column of the other table without which no row could be made for one of the first.
std::string required_beside(const State& to, const Id& other, const Id& table, const Names& key) {
  for (const Object* object : to.children(other, "column")) {
    const auto& column = body<Column>(*object);
    const bool fed = source_of_move(*object).path.size() == 3 && table_of(source_of_move(*object)) == table;
    const bool given = fed || std::find(key.begin(), key.end(), object->id.name()) != key.end();
    if (!given && column.not_null && column.default_value.empty() && column.identity.empty() &&
        column.generated.empty())
      return object->id.name();
  }
  return {};
}

std::string link_obstacle(const Id& table, const Id& other, const State& to) {
  const std::string names = table_sql(other) + " and " + table_sql(table);
  const Object* link = link_of(to, table, other);
  if (link == nullptr)
    return "rows of " + names + " must belong together: give " + table_sql(other) + " a foreign key to " +
           table_sql(table) + " whose columns are its primary key, or unique";
  const auto& key = body<ForeignKey>(*link);
  if (key.on_delete != "cascade")
    return to_text(link->id) + " must say on_delete = \"cascade\": the old application version deletes rows of " +
           table_sql(table) + " and knows nothing of " + table_sql(other);
  if (const std::string name = required_beside(to, other, table, key.columns); !name.empty())
    return "column " + name + " of " + table_sql(other) +
           " is NOT NULL without a default: the old application version could add no row. Give it one";
  return {};
}

std::string column_obstacle(const Object& column, const Object& old, const State& from, const State& to) {
  const auto& now = body<Column>(column);
  const auto& before = body<Column>(old);
  for (const char* hint : {"renamed_from", "using", "reverse_using", "backfill"})
    if (column.hints.contains(hint))
      return "the values come as they are, without " + std::string(hint) + ": change them in a plan of its own";
  if (now.type != before.type || now.collation != before.collation)
    return own_sql(table_of(old.id)) + "." + quote_ident(old.id.name()) + " is of type " + before.type +
           ", and the column here " + now.type + ": change the type in a plan of its own";
  const bool computed = !now.identity.empty() || !now.generated.empty() || !before.identity.empty();
  if (computed || !can_move(from, old.id) || is_ruled_domain(to, now.type))
    return "identities, generated columns, columns of partition keys or exclusion constraints and domains with rules "
           "have no online way to another table";
  return {};
}

} // namespace

Id source_of_move(const Object& column) {
  std::vector<std::string> path = parse_name(column.hints.get("moved_from"));
  if (path.size() == 2) path.insert(path.begin(), column.home.empty() ? column.id.path.front() : column.home);
  if (path.size() != 3) return {};
  return {"column", path};
}

std::string why_not_moved(const Object& column, const State& from, const State& to) {
  const std::string text = column.hints.get("moved_from");
  if (text.empty() || from.find(column.id) != nullptr || from.objects().empty()) return {};
  const Id old = source_of_move(column);
  if (old.path.empty()) return "\"" + text + "\" names no column of a table: write it as \"users.bio\"";
  const Id table = table_of(old);
  const Id other = table_of(column.id);
  if (table == other) return "it is the same table: say renamed_from = \"" + old.name() + "\"";
  if (to.find(table) == nullptr) return "there is no table " + own_sql(table);
  if (from.find(table) == nullptr) return {}; // both are new
  const Object* source = from.find(old);
  if (source == nullptr) return "there is no column " + old.name() + " in " + own_sql(table);
  if (to.find(old) != nullptr) return to_text(old) + " is still declared: take it away there, the contract drops it";
  if (!is_plain(from, table) || !is_plain(to, table) || !is_plain(to, other))
    return "there is no online way between partitioned tables, those that inherit, and those that say "
           "force_row_security";
  const std::string obstacle = column_obstacle(column, *source, from, to);
  return obstacle.empty() ? link_obstacle(table, other, to) : obstacle;
}

namespace {

/// The expansion of these two tables, made where it is missing.
Expansion& between(std::vector<Expansion>& groups, const Id& table, const Object& column, const Object& link) {
  const Id other = table_of(column.id);
  for (Expansion& group : groups)
    if (group.table == table && group.other_table() == other) return group;
  Expansion expansion{table, {}, {}, column.home, {}};
  const auto& key = body<ForeignKey>(link);
  expansion.key = parse_references(key.references).columns;
  expansion.other_key = key.columns;
  groups.push_back(std::move(expansion));
  return groups.back();
}

bool has_default(const State& state, const Id& column) {
  const Object* object = state.find(column);
  return object != nullptr && !body<Column>(*object).default_value.empty();
}

/// A table that comes along is not written by the old version: a default of it hides nothing.
void settle(Expansion& group, const State& from, const State& to) {
  group.open = is_open(group, from, to);
  group.brings_table = from.find(group.other_table()) == nullptr;
  group.defaults_wait = !group.brings_table;
  if (group.open)
    group.defaults_wait = std::none_of(group.news.begin(), group.news.end(),
                                       [&](const NewSide& side) { return has_default(from, side.column); });
}

} // namespace

void find_moved(const State& from, const State& to, std::vector<Expansion>& found) {
  std::vector<Expansion> groups;
  for (const auto& [id, column] : to.objects()) {
    if (id.kind != "column" || column.hints.get("moved_from").empty()) continue;
    const Id old = source_of_move(column);
    if (old.path.empty() || from.find(old) == nullptr || to.find(old) != nullptr) continue;
    const Object* link = link_of(to, table_of(old), table_of(id));
    if (link == nullptr || !why_not_moved(column, from, to).empty()) continue;
    Expansion& group = between(groups, table_of(old), column, *link);
    group.news.push_back({id, id, quote_ident(old.name()), true});
    group.olds.push_back({old, quote_ident(id.name()), true});
  }
  for (Expansion& group : groups) {
    settle(group, from, to);
    const auto is_there = [&](const NewSide& side) { return from.find(side.column) != nullptr; };
    if (group.open || std::none_of(group.news.begin(), group.news.end(), is_there)) found.push_back(std::move(group));
  }
}

} // namespace lockstep::expand
