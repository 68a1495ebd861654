// Changes that need no statement of their own.
#include "plan/absorbed.hpp"

#include "kinds/list.hpp"
#include "model/kind.hpp"
#include "plan/labels.hpp"
#include "plan/recipes/recipe.hpp"
#include "plan/together.hpp"

#include <algorithm>

namespace lockstep {

Absorbed::Absorbed(const State& from, const State& to, const std::vector<Change>& changes, const ViewsBeside& views)
    : from_(from), to_(to), changes_(changes), views_(views) {
  for (const Change& change : changes)
    if (change.verb == Verb::drop) dropped_.insert(change.id());
}

bool Absorbed::has(const Change& change) const {
  const Object& object = change.object();
  if (goes_with_view(change)) return true;
  if (object.kind == &kinds::security_label && comes_with_object(change)) return true;
  if (change.verb == Verb::drop) {
    if (change.implied) return !holds_another(object);
    if (object.kind == &kinds::security_label && goes_with_object(change.id())) return true;
    if (is_given_up_for_another(from_, to_, change.id())) return true;
    const Id owner = object.kind->owner != nullptr ? object.kind->owner(object) : Id{};
    if (owner.path.empty()) return false;
    return dropped_.contains(owner);
  }
  return change.verb == Verb::create && change.implied && object.kind->inline_sql != nullptr &&
         !object.kind->inline_sql(object, to_).empty();
}

/// The label of something that goes itself.
bool Absorbed::goes_with_object(const Id& label) const {
  const auto& needs = from_.needs(label);
  return std::any_of(needs.begin(), needs.end(), [&](const Id& id) { return is_dropped(id); });
}

/// The label of something that is made anew, which has its labels from the beginning.
bool Absorbed::comes_with_object(const Change& label) const {
  const auto& needs = (label.verb == Verb::drop ? from_ : to_).needs(label.id());
  return std::any_of(changes_.begin(), changes_.end(), [&](const Change& change) {
    return needs.contains(change.id()) && is_made_anew(change, from_, to_);
  });
}

/// An index of a materialized view that is built beside, or one that is not wanted when the view is made again.
bool Absorbed::goes_with_view(const Change& change) const {
  if (change.object().kind != &kinds::materialized_view_index) return false;
  const Id view{kinds::materialized_view.name, change.id().path.parent()};
  return std::any_of(changes_.begin(), changes_.end(), [&](const Change& other) {
    return other.verb == Verb::recreate && other.id() == view &&
           (change.verb == Verb::drop || recipes::is_built_beside(other, views_));
  });
}

/// Dropping it locks another table than its own (a foreign key).
bool Absorbed::locks_elsewhere(const Object& child) const {
  Steps steps;
  child.kind->drop(child, from_, steps);
  return std::any_of(steps.begin(), steps.end(), [](const Step& step) { return step.form->other != Lock::none; });
}

bool Absorbed::holds_another(const Object& child) const {
  // Only relations take along what hangs on them: the user mappings of a server are in its way.
  if (child.kind->parent != nullptr && child.kind->parent->scope == Scope::database) return true;
  if (!from_.dependents(child.id).empty()) return false;
  const bool ties = locks_elsewhere(child);
  const std::size_t depth = child.id.path.size() - 1;
  const auto inside = [&](const Id& id) {
    return id.path.size() >= depth && std::equal(child.id.path.begin(), child.id.path.end() - 1, id.path.begin());
  };
  for (const Id& need : from_.needs(child.id)) {
    const Object* object = from_.find(need);
    const bool owned = object != nullptr && object->kind->owner != nullptr && inside(object->kind->owner(*object));
    // A function can go after all that calls it, unless it takes the very parent as an argument.
    const bool called = object != nullptr && object->kind->has_signature &&
                        std::none_of(from_.needs(need).begin(), from_.needs(need).end(), inside);
    if (inside(need) || owned || called || need.path.size() < depth) continue;
    if (dropped_.contains(need) || (ties && object != nullptr)) return true;
  }
  return false;
}

} // namespace lockstep
