// See the header. https://www.postgresql.org/docs/current/sql-altertable.html, RENAME CONSTRAINT
#include "app/following_names.hpp"

#include <lockstep/error.hpp>

#include "app/moves.hpp"
#include "kinds/kinds.hpp"
#include "kinds/partition.hpp"
#include "kinds/render.hpp"
#include "plan/names.hpp"
#include "plan/recipes/partition_parts.hpp"
#include "plan/recipes/recipe.hpp"
#include "plan/together.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace lockstep {

namespace {

Error hint_error(const Object& object, const std::string& old_name) {
  Error error = usage_error(to_text(object.id) + " says renamed_from = \"" + old_name + "\", but there is no " +
                                std::string(object.kind->title) + " of that name",
                            "Correct the name, or take the hint away when the rename is long done.");
  error.where = object.places.find("renamed_from").value_or(object.places.whole()).text();
  return error;
}

/// The part of a table that goes while this one, which differs in its name alone, comes: a constraint or an index whose
/// new name costs a moment, where a drop and a new build would cost a scan. Empty when there is none.
Id same_under_another_name(const Object& object, const State& from, const State& to, const std::set<Id>& taken) {
  if (object.kind->scope != Scope::parent || from.find(object.id) != nullptr) return {};
  const Id parent{object.kind->parent->name, {object.id.path.begin(), object.id.path.end() - 1}};
  if (key_given_up_for(from, to, object.id) != nullptr) return {};
  for (const Object* before : from.children(parent, object.kind->name)) {
    if (to.find(before->id) != nullptr || taken.contains(before->id) || loses_data(*before, from)) continue;
    // Each key changes places with the one that takes its name.
    if (is_given_up_for_another(from, to, before->id)) return {};
    // A table has one: another name and other columns are changes of the one that it has, which is never missing.
    if (object.kind->name == "primary_key") return before->id;
    const Changed changed = differing(*before, object);
    if (std::all_of(changed.fields.begin(), changed.fields.end(),
                    [](const Field* field) { return field->key == "comment"; }))
      return before->id;
  }
  return {};
}

/// Above the numbers that a plan gives its transactions.
constexpr int first_unit = 2000000000;

/// Finds the moves that are possible once others have been made, and an order for them.
class Circle {
public:
  Circle(const State& from, const State& to) : from_(from), to_(to) {
    for (const auto& [id, object] : from.objects())
      for (const Id& name : names_of(object)) holders_[name] = id;
    std::set<Id> taken;
    for (const auto& [id, object] : to.objects()) {
      if (!is_named_part(*object.kind)) continue;
      Id old = declared_old_id(object, from, to);
      if (old.path.empty()) old = same_under_another_name(object, from, to, taken);
      if (!old.path.empty() && taken.insert(old).second) moves_.push_back({*from.find(old), id});
    }
    leave_blocked();
  }

  Steps run() {
    if (moves_.empty()) return {};
    while (!moves_.empty()) {
      const auto free =
          std::find_if(moves_.begin(), moves_.end(), [&](const Move& move) { return holders_for(move).empty(); });
      if (free != moves_.end()) {
        rename(free->before, free->now);
        moves_.erase(free);
        continue;
      }
      make_way(holders_for(moves_.front()).front());
    }
    return std::move(steps_);
  }

private:
  struct Move {
    Object before;
    Id now;
  };

  /// Other objects that have one of the names.
  [[nodiscard]] std::vector<Id> holders_for(const Move& move) const {
    Object after = move.before;
    after.id = move.now;
    std::vector<Id> holders;
    for (const Id& name : names_of(after))
      if (const auto found = holders_.find(name); found != holders_.end() && found->second != move.before.id)
        holders.push_back(found->second);
    return holders;
  }

  /// A rule that goes, and that no application calls by its name.
  [[nodiscard]] bool can_step_aside(const Id& id) const {
    return to_.find(id) == nullptr && (id.kind == "check" || id.kind == "foreign_key");
  }
  [[nodiscard]] bool moves(const Id& id) const {
    return std::any_of(moves_.begin(), moves_.end(), [&](const Move& move) { return move.before.id == id; });
  }

  /// Moves to names that are not given up.
  void leave_blocked() {
    for (bool again = true; again;)
      again = std::erase_if(moves_, [&](const Move& move) {
                const std::vector<Id> holders = holders_for(move);
                return std::any_of(holders.begin(), holders.end(),
                                   [&](const Id& id) { return !moves(id) && !can_step_aside(id); });
              }) > 0;
  }

  void rename(Object& before, const Id& now) {
    before.kind->rename(before, now, steps_);
    steps_.back().unit = unit_;
    for (const Id& name : names_of(before)) holders_.erase(name);
    before.id = now;
    for (const Id& name : names_of(before)) holders_[name] = now;
  }

  /// The holder takes a third name, which nobody wants.
  void make_way(const Id& holder) {
    unit_ = unit_ == 0 ? first_unit : unit_ + 1;
    const auto move =
        std::find_if(moves_.begin(), moves_.end(), [&](const Move& one) { return one.before.id == holder; });
    Object going = move == moves_.end() ? *from_.find(holder) : Object{};
    Id aside = holder;
    aside.path = aside.path.with_back(free_name(from_, to_, table_of(aside), aside.name(), "old"));
    rename(move == moves_.end() ? going : move->before, aside);
    if (move != moves_.end()) steps_.back().subject = move->now;
    steps_.back().note = "It makes way for another one that takes its name.";
  }

  const State& from_;
  const State& to_;
  std::map<Id, Id> holders_;
  std::vector<Move> moves_;
  Steps steps_;
  int unit_ = 0; ///< what follows the one that made way shares its transaction
};

} // namespace

bool is_named_part(const Kind& kind) {
  return kind.scope == Scope::parent && kind.rename != nullptr && (is_constraint(kind) || kind.is_relation);
}

bool loses_data(const Object& object, const State& state) {
  Steps steps;
  object.kind->drop(object, state, steps);
  return std::any_of(steps.begin(), steps.end(),
                     [](const Step& step) { return (step.form->hazards & data_loss) != 0; });
}

Id declared_old_id(const Object& object, const State& from, const State& to) {
  const Hints& hints = hints_of_name(object, to);
  const auto hint = hints.find("renamed_from");
  if (hint == hints.end() || from.find(object.id) != nullptr) return {};
  Id old = object.id;
  old.path = old.path.with_back(former_name(object, hint->second));
  if (goes_along(object)) return from.find(old) != nullptr && to.find(old) == nullptr ? old : Id{};
  if (from.find(old) != nullptr) return old;
  if (object.kind->parent != nullptr && from.find({object.kind->parent->name, old.path.parent()}) == nullptr) return {};
  const bool fresh = from.objects().empty();
  if (!fresh) throw hint_error(object, hint->second);
  return {};
}

Steps following_renames(const Kind& kind, const State& from, const State& to) {
  Steps steps;
  if (kind.rename == nullptr) return steps;
  std::set<Id> taken;
  for (const auto& [id, object] : to.objects()) {
    if (object.kind != &kind) continue;
    const Id old = same_under_another_name(object, from, to, taken);
    if (old.path.empty() || !taken.insert(old).second) continue;
    kind.rename(*from.find(old), id, steps);
  }
  return steps;
}

/// What its part of the index or key is called that takes it, as the recipes call those that they build.
static std::string part_name_of(const Object& object, const State& from, const State& to) {
  const Id table = table_of(object.id);
  std::string whole = object.id.name();
  for (const Object* one : to.children(partition::parent_of(to, table), object.kind->name))
    if (partition::is_same_definition(object, *one)) whole = one->id.name();
  return recipes::part_name(from, table, whole);
}

Steps names_of_parts(const State& from, const State& to) {
  std::map<Id, const Object*> taken;
  for (const auto& [id, object] : to.objects())
    if (from.find(id) == nullptr)
      for (const Id& name : names_of(object)) taken[name] = &object;
  Steps steps;
  for (const auto& [id, object] : from.objects()) {
    if (!object.kind->is_relation || object.kind->inherited == nullptr || to.find(id) != nullptr) continue;
    if (partition::parent_of(to, table_of(id)).path.empty() || object.kind->inherited(object, to) == nullptr) continue;
    for (const Id& name : names_of(object)) {
      const auto by = taken.find(name);
      if (by == taken.end() || by->second->id == id) continue;
      Id part = id;
      part.path = id.path.with_back(part_name_of(object, from, to));
      object.kind->rename(object, part, steps);
      steps.back().note = to_text(by->second->id) + " takes the name.";
      break;
    }
  }
  return steps;
}

Steps renames_in_a_circle(const State& from, const State& to) { return Circle(from, to).run(); }

} // namespace lockstep
