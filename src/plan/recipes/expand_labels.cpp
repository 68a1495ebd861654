// Security labels of what changes places: they go with the old side, and the new side has its own from the beginning.
#include "plan/expansion.hpp"
#include "plan/recipes/expand_types.hpp"

#include "kinds/list.hpp"

#include <algorithm>

namespace lockstep {

std::set<Id> expand::labels_of(const State& state, const Id& on) {
  std::set<Id> labels;
  for (const Id& id : state.dependents(on))
    if (state.find(id) != nullptr && state.find(id)->kind == &kinds::security_label) labels.insert(id);
  return labels;
}

bool Expanded::takes_along(const Change& change, const State& from) const {
  if (change.verb != Verb::drop || change.object().kind != &kinds::security_label) return false;
  const auto& on = from.needs(change.id());
  return std::any_of(expansions.begin(), expansions.end(), [&](const Expansion& expansion) {
    return std::any_of(expansion.olds.begin(), expansion.olds.end(),
                       [&](const OldSide& old) { return on.contains(old.column); }) ||
           std::any_of(expansion.types.begin(), expansion.types.end(),
                       [&](const Twin& type) { return on.contains(type.declared); });
  });
}

} // namespace lockstep
