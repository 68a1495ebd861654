// See the header. A key gives up its name in the contract; the rule whose place the new one takes goes before that.
#include "plan/recipes/name_later.hpp"

#include "kinds/constraint.hpp"
#include "kinds/kinds.hpp"
#include "kinds/list.hpp"
#include "plan/recipes/partition_parts.hpp"
#include "plan/recipes/recipe.hpp"

#include <algorithm>

namespace lockstep {

namespace {

bool has_name(const State& from, const Id& id) {
  const auto kinds = all_kinds();
  return std::any_of(kinds.begin(), kinds.end(), [&](const Kind* kind) {
    return is_constraint(*kind) && from.find({kind->name, id.path}) != nullptr;
  });
}

bool one_goes(const State& from, const State& to, const Id& id) {
  const auto rules = from.children(table_of(id), id.kind);
  return std::any_of(rules.begin(), rules.end(), [&](const Object* rule) { return to.find(rule->id) == nullptr; });
}

} // namespace

std::optional<Object> named_for_now(const Change& change, const State& from, const State& to) {
  const Id& id = change.id();
  const bool is_rule = id.kind == kinds::check.name || id.kind == kinds::foreign_key.name;
  if (change.verb != Verb::create || change.implied || !is_rule) return {};
  if (!has_name(from, id) || !one_goes(from, to, id)) return {};
  Object object = *change.to;
  object.id.path = id.path.with_back(free_name(from, to, table_of(id), id.name(), "new"));
  return object;
}

void push_later_name(const Object& for_now, const Change& change, const State& from, Steps& steps) {
  constraint::rename_constraint(for_now, change.id(), steps);
  steps.back().note = "Its name is free now.";
  const bool by_parts = std::any_of(steps.begin(), steps.end(), [](const Step& step) {
    return step.form == &constraint::adopt_foreign_key || step.form == &constraint::adopt_foreign_key_to_itself;
  });
  if (change.id().kind == kinds::foreign_key.name && !by_parts)
    recipes::push_names_of_parts(from, table_of(change.id()), for_now.id.name(), change.id(), steps);
}

} // namespace lockstep
