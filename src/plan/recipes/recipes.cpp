// The list of recipes.
#include "plan/recipes/recipe.hpp"

#include <array>

namespace lockstep {

std::span<const Recipe> all_recipes() {
  static const std::array list{recipes::create_index,        recipes::drop_index,      recipes::add_key,
                               recipes::add_check,           recipes::add_foreign_key, recipes::set_not_null,
                               recipes::add_required_column, recipes::drop_column,     recipes::add_hinted_column,
                               recipes::add_rewriting_column};
  return list;
}

} // namespace lockstep
