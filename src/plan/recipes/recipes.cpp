// The list of recipes.
#include "plan/recipes/recipe.hpp"

#include "base/sql.hpp"
#include "kinds/column.hpp"
#include "model/kind.hpp"

#include <algorithm>
#include <array>

namespace lockstep {

namespace {

bool is_taken(const State& state, const Id& table, const std::string& name) {
  const auto& objects = state.objects();
  return std::any_of(objects.begin(), objects.end(), [&](const auto& entry) {
    const auto& [id, object] = entry;
    const bool below = id.path.size() == 3 && id.path.front() == table.path.front() && id.path[1] == table.name();
    if (below && id.kind == "column" && body<Column>(object).not_null_name == name) return true;
    if (id.name() != name || id.path.front() != table.path.front()) return false;
    return object.kind->is_relation || below;
  });
}

} // namespace

std::string free_name(const State& from, const State& to, const Id& table, const std::string& stem,
                      const std::string& suffix) {
  std::string name = derived_name(stem, suffix);
  for (int n = 2; is_taken(from, table, name) || is_taken(to, table, name); ++n)
    name = derived_name(stem, suffix + std::to_string(n));
  return name;
}

std::span<const Recipe> all_recipes() {
  static const std::array list{
      recipes::create_partition,  recipes::attach_partition,    recipes::change_partition_bounds,
      recipes::detach_partition,  recipes::complete_index,      recipes::create_index,
      recipes::drop_index,        recipes::replace_index,       recipes::add_key,
      recipes::replace_key,       recipes::add_check,           recipes::add_foreign_key,
      recipes::replace_check,     recipes::replace_foreign_key, recipes::fill_null_column,
      recipes::set_not_null,      recipes::set_not_null_proven, recipes::set_type_of_key,
      recipes::set_type_checking, recipes::add_required_column, recipes::drop_column,
      recipes::add_hinted_column, recipes::add_rewriting_column};
  return list;
}

} // namespace lockstep
