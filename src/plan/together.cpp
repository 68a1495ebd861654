// Which changed objects must change in one transaction.
#include "plan/together.hpp"

#include "model/kind.hpp"
#include "plan/overloads.hpp"
#include "plan/recipes/recipe.hpp"

#include <set>

namespace lockstep {

Together::Together(const State& from, const State& to, const std::vector<Change>& changes) {
  std::set<Id> moving;
  for (const Change& change : changes)
    if (change.verb == Verb::recreate || is_reshaped(change)) moving.insert(change.id());
  for (const Change& change : changes)
    if (const Change* old = taken_over_by(from, changes, change)) join(change.id(), old->id());
  for (const Change& change : changes) {
    if (change.verb != Verb::recreate) continue;
    if (change.to->kind->rebuilt_around) join(change.id(), change.id());
    if (!change.around.path.empty()) join(change.id(), change.around);
    // What is built beside is so after, or before, what it stands on.
    if (!change.to->kind->rebuilt_around || recipes::is_built_beside(change)) continue;
    for (const State* state : {&from, &to})
      for (const Id& need : state->needs(change.id()))
        if (moving.contains(need)) join(change.id(), need);
  }
}

int Together::unit(const Id& id) {
  if (!parent_.contains(id)) return 0;
  return units_.try_emplace(root(id), static_cast<int>(units_.size()) + 1).first->second;
}

Id Together::root(const Id& id) {
  Id at = id;
  for (auto found = parent_.try_emplace(at, at).first; found->second != at; found = parent_.try_emplace(at, at).first)
    at = found->second;
  return at;
}

} // namespace lockstep
