// Recipes in the place of dangerous steps, and plain steps where the table is small.
#include "plan/safe_ways.hpp"

#include "base/text.hpp"
#include "kinds/constraint.hpp"
#include "plan/names.hpp"
#include "plan/recipes/expand_forms.hpp"
#include "plan/recipes/recipe.hpp"
#include "plan/render.hpp"

#include <algorithm>

namespace lockstep {

Steps SafeWays::apply(const Change& change, Steps steps) const {
  Steps result;
  for (Step& step : steps) {
    const auto verdict = verdicts_.forms.find(step.sql);
    if (verdict != verdicts_.forms.end() && step.form != &expand::add_plain_column) step.form = verdict->second;
    apply_recipe(change, std::move(step), nullptr, result);
  }
  return result;
}

void SafeWays::apply_recipe(const Change& change, Step step, const Recipe* maker, Steps& result) const {
  const RecipeContext context{from_, to_, change, is_small(change.id(), step), &verdicts_.carried};
  const bool in_use = !step.table.path.empty() && from_.find(step.table) != nullptr && !goes_with_parent(change);
  for (const Recipe& recipe : all_recipes()) {
    if (!in_use || &recipe == maker || recipe.replaces != step.form) continue;
    Steps made;
    if (!recipe.with(step, context, made)) continue;
    if (context.small && recipe.for_size) made = {plain_step(step, made)};
    for (Step& one : made) {
      if (maker != nullptr || step.phase != Phase::contract) one.phase = std::max(one.phase, step.phase);
      apply_recipe(change, std::move(one), &recipe, result);
    }
    return;
  }
  // An empty table has no row to look up.
  if (!in_use && step.form == &constraint::add_foreign_key) step.form = &constraint::add_foreign_key_on_new_table;
  result.push_back(std::move(step));
}

Step SafeWays::plain_step(Step step, const Steps& safe) const {
  const auto checks = std::find_if(safe.begin(), safe.end(), [](const Step& one) {
    return !one.check.empty() && one.form != &constraint::validate; // which waits for others to be through
  });
  if (step.check.empty() && checks != safe.end()) step.check = checks->check;
  step.note = plain_note(step.table);
  return step;
}

std::string SafeWays::plain_note(const Id& table) const {
  return "In one step: " + name_text(table.path) + " has about " + std::to_string(*scale_.sizes->of(table)->rows) +
         " rows (policy.small_table_rows is " + std::to_string(scale_.small_rows) + ").";
}

bool SafeWays::is_small(const Id& subject, const Step& step) const {
  if (step.table.path.empty() || !scale_.is_small(step.table)) return false;
  const State& state = to_.find(subject) != nullptr ? to_ : from_;
  const auto& needs = state.needs(subject);
  return std::all_of(needs.begin(), needs.end(), [&](const Id& need) {
    if (need.path.size() < 2) return true;
    const Id table{"table", {need.path[0], need.path[1]}};
    return from_.find(table) == nullptr || scale_.is_small(table);
  });
}

} // namespace lockstep
