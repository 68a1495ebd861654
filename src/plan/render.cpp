// The plain steps of one change, before recipes make them safe.
#include "plan/render.hpp"

#include "kinds/access.hpp"
#include "kinds/column.hpp"
#include "kinds/identity.hpp"
#include "kinds/index.hpp"
#include "kinds/kinds.hpp"
#include "kinds/partition.hpp"
#include "kinds/render.hpp"
#include "kinds/sequence.hpp"
#include "plan/labels.hpp"
#include "plan/recipes/index_marks.hpp"
#include "plan/recipes/name_later.hpp"
#include "plan/recipes/recipe.hpp"
#include "plan/together.hpp"

#include <algorithm>

namespace lockstep {

namespace {

/// The old function is still there under another name: no reason to do without the object for a while.
bool is_around_function(const Change& change) {
  const Kind* around = find_kind(change.around.kind);
  return around != nullptr && around->has_signature;
}

/// It lets go before, and comes back after: a foreign key on a key that one statement replaces, a rule over a column
/// whose new type it does not fit in its old form.
bool lets_go(const Change& change) {
  return (change.id().kind == "foreign_key" && !change.around.path.empty()) ||
         (change.around.kind == "column" && !change.to->kind->rebuilt_around);
}

/// What application code can use is dropped last, and with it what depends on it.
void place_drop(const Change& change, const State& from, const Absorbed& absorbed, Steps& steps) {
  bool late = false;
  for (const Id& need : from.needs(change.id())) late = late || absorbed.is_dropped(need);
  for (Step& step : steps)
    if (late || (step.form->hazards & (data_loss | breaks_old_code)) != 0) step.phase = Phase::contract;
}

/// No state knows the sequences of identities: what is to have the name of one finds it taken.
void push_room(const Change& change, const State& from, const State& to, Steps& steps) {
  const Id& id = change.id();
  const Object* column =
      change.object().kind->is_relation && id.path.size() == 2 ? identity::counting_with(from, id) : nullptr;
  if (column == nullptr) return;
  const std::string old = free_name(from, to, table_of(column->id), id.name(), "old");
  const auto rename = [](const std::vector<std::string>& sequence, const std::string& name) {
    return "ALTER SEQUENCE IF EXISTS " + qualified(sequence) + " RENAME TO " + quote_ident(name);
  };
  steps.push_back(make_step(sequence::make_room, id, rename(id.path, old), rename(id.path.with_back(old), id.name())));
  steps.back().note = "The identity of " + name_text(column->id.path) + " counts with the sequence that has the name.";
}

/// No state knows the parts of a partitioned table's indexes: that of this partition may have had the name before.
void push_room_of_part(const Change& change, const State& from, const State& to, Steps& steps) {
  const Kind& kind = *change.to->kind;
  if (!kind.is_relation || kind.inherited == nullptr || kind.inherited(*change.to, from) == nullptr) return;
  const Id& id = change.id();
  if (whole_of_name(from, to, id) != nullptr) return; // which has the name itself
  const std::string old = free_name(from, to, table_of(id), id.name(), "old");
  const auto rename = [&](const std::string& name, const std::string& now) {
    return "ALTER INDEX IF EXISTS " + qualified(id.path.front(), name) + " RENAME TO " + quote_ident(now);
  };
  steps.push_back(make_step(index::rename, id, rename(id.name(), old), rename(old, id.name())));
  steps.back().note = "Where the part that goes with the partitioned table's has the name.";
}

/// ALTER COLUMN … TYPE makes the statistics over the column anew, here and in the tables that take it over, and forgets
/// their targets.
void push_targets_again(const Id& column, const State& from, const State& to, Steps& steps) {
  for (const Object* after : to.children(table_of(column), "statistics")) {
    const Object* before = from.find(after->id);
    const Field* target = find_field(*after->kind, "target");
    // The columns that a partition takes over are known as its parent's only.
    const Id read = to.find(column) != nullptr ? column : table_of(column);
    if (before == nullptr || !to.needs(after->id).contains(read)) continue;
    const Changed changed = differing(*before, *after);
    const bool is_said_anew = changed.has("columns") || changed.has("kinds") || changed.has("target");
    if (is_said_anew || target->get(after->body.get()) == Value()) continue;
    after->kind->alter(*before, *after, {{target}}, to, steps);
    steps.back().note = "The new type has made " + own_sql(after->id) + " anew, without its target.";
  }
  for (const Object* child : partition::children_of(to, table_of(column)))
    push_targets_again({column.kind, child->id.path.child(column.name())}, from, to, steps);
}

/// What PostgreSQL forgets with a type change, in its transaction.
void keep_forgotten(const Change& change, const State& from, const State& to, Steps& steps) {
  const auto type = std::find_if(steps.begin(), steps.end(), [](const Step& s) { return s.form == &column::set_type; });
  if (type == steps.end()) return;
  Steps again;
  push_targets_again(change.id(), from, to, again);
  push_part_marks_again(change.id(), to, again);
  if (again.empty()) return;
  type->unit = 1;
  for (Step& step : again) step.unit = 1;
  const auto behind = std::find_if(type + 1, steps.end(), [](const Step& s) { return s.unit != 1; });
  steps.insert(behind, again.begin(), again.end());
}

/// The one key goes in the statement that brings the other.
Steps take_over_key(const Object& old, const Change& change, const State& from, const State& to) {
  Steps steps;
  change.to->kind->recreate(old, *change.to, to, steps);
  Step& swap = steps.front();
  swap.makes.clear();
  swap.breaks = {old.id};
  swap.frees.insert(swap.frees.end(), from.needs(old.id).begin(), from.needs(old.id).end());
  return steps;
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
    if (const Object* old = key_given_up_for(from, to, change.id())) return take_over_key(*old, change, from, to);
    push_room(change, from, to, steps);
    push_room_of_part(change, from, to, steps);
    create_steps(named_for_now(change, from, to).value_or(*change.to), to, steps);
    break;
  case Verb::alter:
    alter_steps(*change.from, *change.to, change.changed, to, steps);
    keep_forgotten(change, from, to, steps);
    keep_labels(change, from, to, steps);
    break;
  case Verb::drop:
    kind.drop(*change.from, from, steps);
    place_drop(change, from, absorbed, steps);
    break;
  case Verb::recreate:
    if (recipes::is_built_beside(change, absorbed.views())) {
      steps = recipes::build_beside({from, to, change}, absorbed.views());
      push_access(*change.from, *change.to, change.changed, to, steps);
    } else if (kind.recreate != nullptr && !goes_with_parent(change) && !lets_go(change) &&
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
