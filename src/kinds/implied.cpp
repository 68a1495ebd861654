// What the server would choose by itself.
#include "kinds/column.hpp"
#include "kinds/column_alter.hpp"
#include "kinds/constraint.hpp"
#include "kinds/kinds.hpp"
#include "kinds/list.hpp"
#include "kinds/partition.hpp"

#include <algorithm>

namespace lockstep {

namespace {

bool is_in_primary_key(const Id& column, const State& state) {
  const auto keys = state.children(table_of(column), kinds::primary_key.name);
  return std::any_of(keys.begin(), keys.end(), [&](const Object* key) {
    const auto& columns = body<KeyConstraint>(*key).columns;
    return std::find(columns.begin(), columns.end(), column.name()) != columns.end();
  });
}

/// The word that a declared table says of its partitions; the states before and after may both know it.
bool has_foreign_partitions(const Id& table, const State& from, const State& to) {
  for (const State* state : {&from, &to}) {
    const Object* object = state->find(table);
    if (object != nullptr && object->hints.contains("partitions")) return true;
  }
  return false;
}

} // namespace

bool is_left_alone(const Object& object, const State& from, const State& to) {
  if (object.id.path.size() < 2) return false;
  // Contents go with what they stand in.
  if (object.kind->contents_sql != nullptr && to.find(object.id) == nullptr) return true;
  for (const State* state : {&from, &to}) {
    Id table = partition::parent_of(*state, table_of(object.id));
    for (; !table.path.empty(); table = partition::parent_of(*state, table))
      if (has_foreign_partitions(table, from, to)) return true;
  }
  return false;
}

bool is_implied(const Object& object, const Field& field, const State& state) {
  if (object.kind == &kinds::column && field.key == "not_null")
    return !column::names_not_null(object.id, body<Column>(object)) &&
           (!body<Column>(object).identity.empty() || is_in_primary_key(object.id, state));
  if (object.kind == &kinds::column && field.key == "not_null_name")
    return !column::names_not_null(object.id, body<Column>(object));
  return object.kind == &kinds::extension && field.key == "version";
}

} // namespace lockstep
