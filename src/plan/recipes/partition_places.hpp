// Bounds that one partition gives up and another one takes: which of them must be free before.
#pragma once

#include "plan/recipes/recipe.hpp"

namespace lockstep::recipes {

/// Where a partition that comes, or whose bounds change, overlaps what another one of its table has now and gives up,
/// its ATTACH waits for the DETACH of that one.
void wait_for_places(const RecipeContext& context, Step& attach);
/// Says of the DETACH of a partition that its place is free from then on, where somebody waits for it.
void leave_place(const RecipeContext& context, Step& detach);
/// The default partition that is there when the wanted one of the change is attached, or null.
[[nodiscard]] const Object* default_beside(const RecipeContext& context, const Object& table);

} // namespace lockstep::recipes
