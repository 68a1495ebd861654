// What the server would choose by itself.
#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "kinds/kinds.hpp"
#include "kinds/list.hpp"

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

} // namespace

bool is_implied(const Object& object, const Field& field, const State& state) {
  if (object.kind == &kinds::column && field.key == "not_null")
    return !body<Column>(object).identity.empty() || is_in_primary_key(object.id, state);
  return object.kind == &kinds::extension && field.key == "version";
}

} // namespace lockstep
