// What a step makes, needs, breaks and frees: what the order of a plan is found from.
#include "plan/uses.hpp"

#include "kinds/access.hpp"
#include "kinds/column.hpp"
#include "kinds/function.hpp"
#include "kinds/kinds.hpp"
#include "kinds/materialized_view.hpp"
#include "kinds/partition.hpp"
#include "kinds/render.hpp"
#include "model/kind.hpp"
#include "plan/overloads.hpp"

#include <algorithm>

namespace lockstep {

namespace {

std::vector<Id> needs_of(const State& state, const Id& id) {
  const auto& needs = state.needs(id);
  return {needs.begin(), needs.end()};
}

/// Rows stay when a trigger or a key of their table goes, and nothing waits for them.
bool outlives(const Object& object, const Id& need) {
  return object.kind->contents_sql != nullptr && need.kind != "column" && need.kind != "table";
}

} // namespace

bool reshapes(const Change& change, const Step& step) {
  return change.verb == Verb::alter && step.form->code.starts_with("set_type");
}

bool takes_away(const Step& step, const Id& id) {
  return std::find(step.breaks.begin(), step.breaks.end(), id) != step.breaks.end();
}

Id Uses::where_it_comes_from(Id need) const {
  if (need.kind != "column") return need;
  for (Id parent = partition::parent_of(to_, table_of(need)); !parent.path.empty();
       parent = partition::parent_of(to_, parent))
    need.path = parent.path.child(need.name());
  return need;
}

void Uses::add_needs(const Id& id, Step& step) const {
  for (const Id& need : to_.needs(id))
    if (std::find(step.makes.begin(), step.makes.end(), need) == step.makes.end())
      step.needs.push_back(where_it_comes_from(need));
}

void Uses::drop_children(const Object& parent, Step& step) const {
  for (const Kind* kind : child_kinds(*parent.kind))
    for (const Object* child : from_.children(parent.id, kind->name)) {
      if (absorbed_.holds_another(*child)) continue;
      step.breaks.push_back(child->id);
      for (const Id& need : needs_of(from_, child->id)) step.frees.push_back(need);
    }
}

void Uses::tell(const Change& change, bool taken_away, Step& step) const {
  const Id& id = change.id();
  const std::vector<Id> absorbed = step.makes;
  const bool away = takes_away(step, id);
  const bool only_rebound = change.verb == Verb::alter && !change.around.path.empty();
  if (!away && change.verb != Verb::drop && !step.form->follows_up && !only_rebound) step.makes.push_back(id);
  // It comes back once the key that it stood on has gone, and finds the other one.
  if (!away && absorbed_.makes_way(change.around))
    step.needs.push_back(way_of(change.around));
  else if (!away && change.verb == Verb::recreate && absorbed_.is_dropped(change.around))
    step.makes.push_back(change.around);
  if (step.form == &materialized_view::build_beside) {
    for (Id& need : step.needs) need = where_it_comes_from(need);
  } else if (change.to != nullptr && !away) {
    add_needs(id, step);
    for (const Id& child : absorbed) add_needs(child, step);
  }
  // Where a step takes the object away, that one frees what it used, and not the step that brings it back.
  const bool stays = is_access(*step.form) || (change.verb == Verb::drop && step.form == &column::drop_not_null);
  if (change.from != nullptr && (!taken_away || away) && !stays)
    for (const Id& need : needs_of(from_, id))
      if (!outlives(*change.from, need)) step.frees.push_back(need);
  if (change.verb == Verb::drop && step.form != &column::drop_not_null && step.form != &function::make_way) {
    step.breaks.push_back(id);
    drop_children(*change.from, step);
  }
  if (reshapes(change, step)) step.breaks.push_back(id);
}

} // namespace lockstep
