// An enum that is made again: at once where no column has it, and the functions whose bodies name it wherever it is.
#include "kinds/bare.hpp"
#include "kinds/kinds.hpp"
#include "kinds/type_forms.hpp"
#include "plan/mentions.hpp"
#include "plan/recipes/expand.hpp"
#include "plan/recipes/expand_access.hpp"
#include "plan/recipes/expand_types.hpp"

#include <algorithm>

namespace lockstep::expand {

namespace {

bool names_type(const Object& object, const std::vector<Id>& types, const std::set<std::string>& columns) {
  if (object.kind->loose_text == nullptr) return false;
  const std::string text = object.kind->loose_text(object);
  if (std::any_of(types.begin(), types.end(), [&](const Id& type) { return names_word(text, type.name()); }))
    return true;
  return lower(text).find("%type") != std::string::npos &&
         std::any_of(columns.begin(), columns.end(), [&](const std::string& name) { return names_word(text, name); });
}

/// Functions whose bodies name the type, or a column of it by %TYPE.
std::vector<Id> bound_by_text(const State& state, const Id& type) {
  const std::vector<Id> types = stored_types(state, type);
  std::set<std::string> columns;
  for (const Id& id : columns_of(state, types)) columns.insert(id.name());
  std::vector<Id> found;
  for (const auto& [id, object] : state.objects())
    if (names_type(object, types, columns)) found.push_back(id);
  return found;
}

} // namespace

void push_bound_again(const Id& type, const State& there, const State& to, const std::set<Id>& made, Steps& steps) {
  for (const Id& id : bound_by_text(to, type)) {
    const Object* object = there.find(id);
    if (object == nullptr || made.contains(id)) continue;
    object->kind->alter(*object, *to.find(id), {{find_field(*object->kind, "body")}}, to, steps);
    steps.back().back.clear();
    steps.back().note =
        "Sessions that have called " + to_text(id) + " would go on with the type that it names as it was.";
  }
}

TypeSwap swap_types(const Expansion& expansion, const State& middle, const State& to, const std::set<Id>& made) {
  TypeSwap all;
  Steps drops;
  const Id& subject = expansion.news.front().beside;
  const Id& first = expansion.types.front().declared;
  for (const Twin& type : expansion.types) {
    const Object& declared = *to.find(type.declared);
    const Kind& kind = *declared.kind;
    Id old = type.declared;
    old.path = old.path.with_back(helper_name(old.name(), "old"));
    for (const auto& [one, other] : {std::pair(type.declared, old), std::pair(type.beside, type.declared)})
      all.names.push_back(
          make_step(expand::swap, subject, "ALTER " + kind.target(one) + " RENAME TO " + quote_ident(other.name())));
    const Object plain = without_default(declared);
    kind.alter(plain, declared, differing(plain, declared), to, all.defaults);
    share_type_access(old, type.declared, subject, to, all.drops);
    drops.insert(drops.begin(), make_step(drop_old_side, subject, "DROP " + kind.target(old)));
  }
  all.names.front().note =
      "What waits at this moment with a value of " + to_text(first) +
      " fails once (a statement prepared with one, a call of a function that takes one): repeat it.";
  push_bound_again(first, middle, to, made, all.bound);
  all.drops.insert(all.drops.end(), drops.begin(), drops.end());
  return all;
}

bool is_rebuilt(const Change& change, const State& to) {
  if (change.verb != Verb::alter || change.object().kind->name != "enum") return false;
  Steps steps;
  change.to->kind->alter(*change.from, *change.to, change.changed, to, steps);
  return std::any_of(steps.begin(), steps.end(), [](const Step& step) {
    return step.form == &enum_type::remove || step.form == &enum_type::replace;
  });
}

std::set<Id> made_with_types(const std::vector<Change>& changes, const State& from, const State& to,
                             const State& last) {
  std::set<Id> made;
  for (const Change& change : changes) {
    if (!is_rebuilt(change, to) || !columns_of(from, stored_types(from, change.id())).empty()) continue;
    if (!why_not_rebuilt(change, from, last).empty()) continue;
    Clearing around;
    Steps steps;
    for (const Id& id : held_by_type(from, change.id())) around.clear_one(id, from, to, steps);
    made.insert(around.cleared.begin(), around.cleared.end());
  }
  return made;
}

void rebuild_type(const Change& change, const State& from, const State& to, const State& last, Steps& steps) {
  const std::string why = why_not_rebuilt(change, from, last);
  if (!why.empty() || !columns_of(from, stored_types(from, change.id())).empty()) {
    for (Step& step : steps)
      if (!step.refusal.empty() && !why.empty()) step.refusal = why;
    return;
  }
  Clearing around;
  Steps away;
  for (const Id& id : held_by_type(from, change.id())) around.clear_one(id, from, to, away);
  State alone; // as if nothing stood on it
  alone.put(*change.to);
  Steps made;
  change.to->kind->alter(*change.from, *change.to, change.changed, alone, made);
  for (Step& step : made)
    if (step.unit > 0) away.push_back(step);
  push_labels(away, change.id(), to);
  around.restore(away);
  const std::size_t without_bodies = away.size();
  push_bound_again(change.id(), from, to, around.cleared, away);
  const bool refused = std::any_of(steps.begin(), steps.end(), [](const Step& step) { return !step.refusal.empty(); });
  if (!refused && around.cleared.empty() && away.size() == without_bodies) return; // as its kind says
  for (Step& step : away) {
    step.unit = 1;
    step.back.clear();
    for (const Id& id : around.cleared)
      for (const Id& need : to.needs(id))
        if (need != change.id() && !around.cleared.contains(need)) step.needs.push_back(need);
  }
  for (Step& step : made)
    if (step.unit == 0) away.push_back(step);
  steps = std::move(away);
}

} // namespace lockstep::expand
