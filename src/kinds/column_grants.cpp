// Grants on columns that stay for a while beside those that come.
#include "kinds/column_grants.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "kinds/render.hpp"
#include "kinds/rights.hpp"
#include "model/field_value.hpp"
#include "model/kind.hpp"

#include <algorithm>
#include <array>

namespace lockstep {

namespace {

const Settings* grants_of(const Object& object, Value& value) {
  value = find_field(*object.kind, "grants")->get(object.body.get());
  return std::get_if<Settings>(&value);
}

std::int64_t position_of(const Object& table, const std::string& column, const State& state) {
  const Object* object = state.find({"column", table.id.path.child(column)});
  if (object == nullptr) return 0;
  const Value value = find_field(*object->kind, "position")->get(object->body.get());
  const auto* position = std::get_if<std::int64_t>(&value);
  return position != nullptr ? *position : 0;
}

/// "select, update (note) with grant option": the columns in the order of the table.
std::string text_of(const Rights& rights, const Object& table, const State& state) {
  std::vector<std::string> items = whole_items(rights, table.kind->grants_on, state.server_major);
  constexpr std::array of_columns{"SELECT", "INSERT", "UPDATE", "REFERENCES"};
  for (const char* privilege : of_columns)
    for (const bool option : {false, true}) {
      std::vector<std::string> columns;
      for (const auto& [right, has_option] : rights)
        if (right.privilege == privilege && !right.column.empty() && has_option == option)
          columns.push_back(right.column);
      if (columns.empty()) continue;
      std::sort(columns.begin(), columns.end(), [&](const std::string& a, const std::string& b) {
        return position_of(table, a, state) < position_of(table, b, state);
      });
      for (std::string& column : columns) column = quote_ident(column);
      items.push_back(lower(privilege) + " (" + join(columns, ", ") + ")" + (option ? " with grant option" : ""));
    }
  return join(items, ", ");
}

} // namespace

Object with_column_grants(const Object& table, const Object& before, const std::vector<std::string>& columns,
                          const State& state) {
  Value now_value;
  Value before_value;
  const Settings* now = grants_of(table, now_value);
  const Settings* old = grants_of(before, before_value);
  if (now == nullptr || old == nullptr) return table;
  const RightsOf nobody{table.kind->grants_on, "", state.server_major, false};
  Grants grants = nobody.parse(*now);
  for (const auto& [role, rights] : nobody.parse(*old))
    for (const auto& [right, option] : rights)
      if (std::find(columns.begin(), columns.end(), right.column) != columns.end()) grants[role][right] = option;
  Settings both;
  for (const auto& [role, rights] : grants) both.list.push_back(role + "=" + text_of(rights, table, state));
  std::sort(both.list.begin(), both.list.end());
  const std::shared_ptr<void> body = copied_body(table);
  find_field(*table.kind, "grants")->set(body.get(), both);
  Object result = table;
  result.body = body;
  return result;
}

} // namespace lockstep
