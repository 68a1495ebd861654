// See the header.
#include "kinds/kinship.hpp"

#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "kinds/list.hpp"
#include "kinds/partition.hpp"
#include "kinds/table.hpp"

#include <algorithm>

namespace lockstep::kinship {

namespace {

std::vector<Id> without(std::vector<Id> all, const std::vector<Id>& gone) {
  std::erase_if(all, [&](const Id& id) { return std::find(gone.begin(), gone.end(), id) != gone.end(); });
  return all;
}

/// As the table has it in the state, said or by inheritance.
std::shared_ptr<const Object> object_of(const Object& object, const State& state) {
  if (const Object* own = state.find(object.id)) return std::make_shared<const Object>(*own);
  return object.kind->inherited(object, state);
}

bool is_handed_down(const Object& object) {
  return object.kind == &kinds::column || (object.kind == &kinds::check && !body<CheckConstraint>(object).no_inherit);
}

/// What the parents, and theirs, have to hand down, as objects of the table.
std::vector<Object> handed_down(const Id& table, const std::vector<Id>& parents, const State& state) {
  std::vector<Object> all;
  for (const Id& parent : parents) {
    for (const Kind* kind : {&kinds::column, &kinds::check})
      for (const Object* object : state.children(parent, kind->name)) {
        if (!is_handed_down(*object)) continue;
        all.push_back(*object);
        all.back().id.path = table.path.child(object->id.name());
      }
    const Object* above = state.find(parent);
    if (above == nullptr) continue;
    for (Object& object : handed_down(table, partition::parents_of(*above), state)) all.push_back(std::move(object));
  }
  return all;
}

/// As it comes by inheritance, where only that makes it so: nothing of the one table alone.
std::shared_ptr<const Object> inherited(const Object& object, const State& state) {
  if (object.kind == &kinds::check) return std::make_shared<const Object>(object);
  return object.kind->inherited(object, state);
}

void add_unsaid(const Id& table, const std::vector<Id>& parents, const State& here, const State& there,
                std::vector<std::shared_ptr<const Object>>& unsaid) {
  std::vector<Id> seen;
  for (const Object& object : handed_down(table, parents, here)) {
    if (std::find(seen.begin(), seen.end(), object.id) != seen.end()) continue;
    seen.push_back(object.id);
    if (here.find(object.id) == nullptr && object_of(object, there) == nullptr)
      unsaid.push_back(inherited(object, here));
  }
}

} // namespace

std::vector<Kin> changed_tables(const State& from, const State& to) {
  std::vector<Kin> all;
  for (const auto& [id, before] : from.objects()) {
    if (before.kind != &kinds::table) continue;
    const Object* after = to.find(id);
    if (after == nullptr || body<Table>(before).inherits == body<Table>(*after).inherits) continue;
    const std::vector<Id> olds = partition::parents_of(before);
    const std::vector<Id> news = partition::parents_of(*after);
    all.push_back({id, without(olds, news), without(news, olds)});
  }
  return all;
}

void leave_to_parents(const Object& before, const Object& after, const State& from, const State& to, Changed& changed) {
  if (after.kind != &kinds::column || changed.fields.empty()) return;
  const Object* had = from.find(table_of(before.id));
  const Object* has = to.find(table_of(after.id));
  if (had == nullptr || has == nullptr || partition::parents_of(*has).empty()) return;
  if (partition::parents_of(*had) != partition::parents_of(*has)) return;
  const auto above = partition::inherited_column(before, from);
  const auto now_above = partition::inherited_column(after, to);
  if (above == nullptr || now_above == nullptr) return;
  const Changed own = differing(*above, before);
  const Changed now_own = differing(*now_above, after);
  const Changed along = differing(*above, *now_above);
  std::erase_if(changed.fields, [&](const Field* field) {
    // What is taken over of an identity is the column's own.
    return !field->key.starts_with("identity") && along.has(field->key) && !own.has(field->key) &&
           !now_own.has(field->key);
  });
}

bool goes_along(const Object& object, const State& from, const State& to) {
  if (object.kind != &kinds::column || !body<Column>(object).inherited) return false;
  const Object* before = from.find(table_of(object.id));
  const Object* after = to.find(table_of(object.id));
  return before != nullptr && after != nullptr && partition::parents_of(*before) == partition::parents_of(*after);
}

Unsaid unsaid(const State& from, const State& to) {
  Unsaid all;
  for (const Kin& table : changed_tables(from, to)) {
    add_unsaid(table.table, table.left, from, to, all.dropped);
    add_unsaid(table.table, table.joined, to, from, all.created);
  }
  return all;
}

namespace {

bool is_in(const std::vector<std::string>& all, const std::string& name) {
  return std::find(all.begin(), all.end(), name) != all.end();
}

/// The actions that lead from one list of parents to the other: those behind the first that differs are let go, and
/// taken on again in their order.
std::string parents_action(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  const auto same = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
  std::vector<std::string> actions;
  for (auto parent = same.first; parent != before.end(); ++parent) actions.push_back("NO INHERIT " + *parent);
  for (auto parent = same.second; parent != after.end(); ++parent) actions.push_back("INHERIT " + *parent);
  return join(actions, ", ");
}

void alter_parents(const Id& id, const std::vector<std::string>& before, const std::vector<std::string>& after,
                   Steps& steps) {
  const auto push = [&](const Form& form, const std::vector<std::string>& had, const std::vector<std::string>& has) {
    steps.push_back(
        make_step(form, id, alter_table(id, parents_action(had, has)), alter_table(id, parents_action(has, had))));
  };
  std::vector<std::string> kept = before;
  for (const std::string& parent : before) {
    if (is_in(after, parent)) continue;
    const std::vector<std::string> had = kept;
    std::erase(kept, parent);
    steps.push_back(make_step(forms::no_inherit, id, alter_table(id, "NO INHERIT " + parent),
                              alter_table(id, parents_action(kept, had))));
  }
  if (!std::equal(kept.begin(), kept.end(), after.begin(),
                  after.begin() + std::ptrdiff_t(std::min(kept.size(), after.size()))))
    return push(forms::turn_parents, kept, after);
  for (std::size_t i = kept.size(); i < after.size(); ++i) push(forms::inherit, {}, {after[i]});
}

} // namespace

void alter(const Object& from, const Object& to, const Changed& changed, Steps& steps) {
  const auto& before = body<Table>(from);
  const auto& after = body<Table>(to);
  if (changed.has("partition_by")) {
    steps.push_back(make_step(partition::create, to.id, {}));
    steps.back().refusal = "how " + to_text(to.id) +
                           " is partitioned can not be changed in place. Make a partitioned table under a new name, "
                           "attach this one as a partition of it, and move the application.";
  }
  if (changed.has("values") && !changed.has("partition_of") && !before.detaching) {
    steps.push_back(partition::change_bounds_step(from, to));
  } else if (changed.has("partition_of") || before.detaching) {
    if (!before.partition_of.empty()) steps.push_back(partition::detach_step(from));
    if (!after.partition_of.empty()) steps.push_back(partition::attach_step(to));
  }
  if (changed.has("inherits")) alter_parents(to.id, before.inherits, after.inherits, steps);
  const auto typed = [&](const Table& table) {
    return alter_table(to.id, table.of_type.empty() ? "NOT OF" : "OF " + table.of_type);
  };
  if (changed.has("of_type")) steps.push_back(make_step(forms::set_type_of_table, to.id, typed(after), typed(before)));
}

Side side_of(const Step& step, const State& to) {
  if (step.form == &forms::no_inherit) return Side::before;
  if (step.form == &forms::inherit || step.form == &forms::turn_parents) return Side::behind;
  if (step.form != &forms::set_type_of_table) return Side::neither;
  return body<Table>(*to.find(step.subject)).of_type.empty() ? Side::before : Side::behind;
}

} // namespace lockstep::kinship
