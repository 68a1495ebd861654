// All rows of a table, for a pull, and rows by other names of columns.
#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "kinds/kinds.hpp"
#include "kinds/list.hpp"
#include "kinds/rows.hpp"

namespace lockstep {

std::optional<Object> all_rows_of(const Id& table, const State& state) {
  const auto keys = state.children(table, kinds::primary_key.name);
  if (keys.empty()) return {};
  ReferenceData wanted;
  wanted.prune = true;
  wanted.rows.key = body<KeyConstraint>(*keys.front()).columns;
  Record& columns = wanted.rows.list.emplace_back();
  for (const Object* column : state.children(table, kinds::column.name))
    if (body<Column>(*column).generated.empty()) columns[column->id.name()] = std::nullopt;
  Object object;
  object.kind = &kinds::reference_data;
  object.id = {kinds::reference_data.name, table.path};
  object.body = std::make_shared<ReferenceData>(std::move(wanted));
  return object;
}

State with_plain_rows(State state) {
  for (Object& object : contents_of(state)) {
    ReferenceData plain = body<ReferenceData>(object);
    plain.prune = false;
    for (Record& record : plain.rows.list)
      std::erase_if(record, [&](const auto& cell) {
        const Object* column = state.find({kinds::column.name, table_of(object.id).path.child(cell.first)});
        return !cell.second && column != nullptr && body<Column>(*column).default_value.empty();
      });
    object.body = std::make_shared<ReferenceData>(std::move(plain));
    state.put(std::move(object));
  }
  return state;
}

Object rows::with_columns_called(const Object& object, const std::map<std::string, std::string>& names) {
  ReferenceData called = body<ReferenceData>(object);
  for (std::string& column : called.rows.key)
    if (const auto name = names.find(column); name != names.end()) column = name->second;
  for (Record& record : called.rows.list) {
    Record renamed;
    for (auto& [column, text] : record) {
      const auto name = names.find(column);
      renamed[name == names.end() ? column : name->second] = std::move(text);
    }
    record = std::move(renamed);
  }
  Object result = object;
  result.body = std::make_shared<ReferenceData>(std::move(called));
  return result;
}

} // namespace lockstep
