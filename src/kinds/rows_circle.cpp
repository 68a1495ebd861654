// Rows among other rows: what they refer to, in circles too, and the sequences behind their numbers.
#include "base/references.hpp"
#include "base/sql.hpp"
#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "kinds/render.hpp"
#include "kinds/rows.hpp"

#include <algorithm>

namespace lockstep::rows {

namespace {

void add_table(std::vector<Id>& tables, const Id& own, const Id& other, const State& state) {
  const bool is_known = std::find(tables.begin(), tables.end(), other) != tables.end();
  if (other != own && !is_known && state.find(other) != nullptr) tables.push_back(other);
}

/// The table that a foreign key refers to: what was read knows it, what was declared says it.
Id table_behind(const Object& key, const State& state) {
  for (const Id& need : state.needs(key.id))
    if (need.path.size() >= 2 && table_of(need) != table_of(key.id)) return table_of(need);
  std::vector<std::string> path = parse_name(parse_references(body<ForeignKey>(key).references).table);
  if (path.size() == 1) path.insert(path.begin(), key.home.empty() ? key.id.path.front() : key.home);
  return {"table", path};
}

bool may_be_null(const Id& table, const std::string& column, const State& state) {
  const Object* object = state.find({"column", table.path.child(column)});
  return object != nullptr && !body<Column>(*object).not_null && body<Column>(*object).default_value.empty();
}

bool refers_to(const Id& from, const Id& to, const State& state, std::vector<Id> seen) {
  if (std::find(seen.begin(), seen.end(), from) != seen.end()) return false;
  seen.push_back(from);
  const std::vector<Id> others = referenced(from, state);
  return std::any_of(others.begin(), others.end(),
                     [&](const Id& other) { return other == to || refers_to(other, to, state, seen); });
}

} // namespace

std::vector<Id> referenced(const Id& table, const State& state) {
  std::vector<Id> others;
  for (const Object* key : state.children(table, "foreign_key"))
    add_table(others, table, table_behind(*key, state), state);
  return others;
}

bool refers_to(const Id& from, const Id& to, const State& state) { return refers_to(from, to, state, {}); }

std::vector<Id> in_circle_with(const Id& id, const State& state) {
  std::vector<Id> rows;
  const Id table = table_of(id);
  for (const Id& other : referenced(table, state)) {
    const Id those{id.kind, other.path};
    if (refers_to(other, table, state) && state.find(those) != nullptr) rows.push_back(those);
  }
  return rows;
}

Records without_circle(const Id& id, const Records& records, const State& state) {
  const Id table = table_of(id);
  std::vector<std::string> left_out;
  for (const Object* key : state.children(table, "foreign_key")) {
    const Id other = table_behind(*key, state);
    if (other == table || !refers_to(other, table, state) || state.find({id.kind, other.path}) == nullptr) continue;
    for (const std::string& column : body<ForeignKey>(*key).columns)
      if (may_be_null(table, column, state)) left_out.push_back(column);
  }
  Records bare = records;
  for (Record& record : bare.list)
    for (const std::string& column : left_out)
      if (const auto cell = record.find(column); cell != record.end() && cell->second) record.erase(cell);
  return bare;
}

std::vector<std::string> counted_columns(const Id& id, const Records& records, const State& state) {
  std::vector<std::string> counted;
  for (const std::string& name : columns_of(records)) {
    const Object* object = state.find({"column", table_of(id).path.child(name)});
    if (object == nullptr) continue;
    const Column& column = body<Column>(*object);
    if (!column.identity.empty() || column.default_value.starts_with("nextval(") ||
        column.type.find("serial") != std::string::npos)
      counted.push_back(name);
  }
  return counted;
}

} // namespace lockstep::rows
