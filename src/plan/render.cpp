// The plain steps of one change, before recipes make them safe.
#include "plan/render.hpp"

#include "kinds/access.hpp"
#include "kinds/kinds.hpp"
#include "plan/recipes/recipe.hpp"

namespace lockstep {

namespace {

/// The old function is still there under another name: no reason to do without the object for a while.
bool is_around_function(const Change& change) {
  const Kind* around = find_kind(change.around.kind);
  return around != nullptr && around->has_signature;
}

/// What application code can use is dropped last, and with it what depends on it.
void place_drop(const Change& change, const State& from, const Absorbed& absorbed, Steps& steps) {
  bool late = false;
  for (const Id& need : from.needs(change.id())) late = late || absorbed.is_dropped(need);
  for (Step& step : steps)
    if (late || (step.form->hazards & (data_loss | breaks_old_code)) != 0) step.phase = Phase::contract;
}

} // namespace

bool goes_with_parent(const Change& change) {
  const Kind* parent = change.object().kind->parent;
  return change.verb == Verb::recreate && parent != nullptr && change.around.kind == parent->name;
}

Steps render_change(const Change& change, const State& from, const State& to, const Absorbed& absorbed) {
  Steps steps;
  const Kind& kind = *change.object().kind;
  switch (change.verb) {
  case Verb::create:
    create_steps(*change.to, to, steps);
    break;
  case Verb::alter:
    alter_steps(*change.from, *change.to, change.changed, to, steps);
    break;
  case Verb::drop:
    kind.drop(*change.from, from, steps);
    place_drop(change, from, absorbed, steps);
    break;
  case Verb::recreate:
    if (recipes::is_built_beside(change)) {
      steps = recipes::build_beside({from, to, change});
      push_access(*change.from, *change.to, change.changed, to, steps);
    } else if (kind.recreate != nullptr && !goes_with_parent(change) &&
               (!change.changed.fields.empty() || kind.rebuilt_around || is_around_function(change))) {
      kind.recreate(*change.from, *change.to, to, steps);
      push_access(*change.from, *change.to, change.changed, to, steps);
    } else {
      kind.drop(*change.from, from, steps);
      for (Step& step : steps) {
        step.phase = Phase::expand;
        step.breaks = {change.id()};
      }
      create_steps(*change.to, to, steps);
    }
    break;
  }
  return steps;
}

} // namespace lockstep
