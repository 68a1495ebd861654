// Which columns an expansion can reach, and under what names its other shape and its helpers stand.
#include "kinds/column.hpp"
#include "kinds/partition.hpp"
#include "kinds/table.hpp"
#include "plan/expansion.hpp"
#include "plan/mentions.hpp"
#include "plan/recipes/expand.hpp"
#include "plan/recipes/partition_parts.hpp"

#include <algorithm>

namespace lockstep {

namespace {

bool says_name(const Object& object, const std::string& name) {
  return std::any_of(object.kind->fields.begin(), object.kind->fields.end(),
                     [&](const Field& field) { return names_word(to_text(field.get(object.body.get())), name); });
}

/// Whether a partition says something of its own of the column, or has an index, a rule or a view of its own over it:
/// it would find no twin.
bool is_used_by_part(const State& state, const Id& column) {
  const auto children = partition::children_of(state, table_of(column));
  return std::any_of(children.begin(), children.end(), [&](const Object* child) {
    if (state.find({column.kind, child->id.path.child(column.name())}) != nullptr) return true;
    for (const Id& id : state.dependents(child->id)) {
      const Object* object = state.find(id);
      if (object == nullptr || object->kind == child->kind || !says_name(*object, column.name())) continue;
      if (partition::shared_with_parent(*object, state) == nullptr) return true;
    }
    return is_used_by_part(state, {column.kind, child->id.path.child(column.name())});
  });
}

} // namespace

bool expand::is_inherited(const State& state, const Id& table) {
  const Object* object = state.find(table);
  if (object != nullptr && object->kind->name == "table" && !body<Table>(*object).inherits.empty()) return true;
  const auto children = partition::children_of(state, table);
  return std::any_of(children.begin(), children.end(),
                     [&](const Object* child) { return is_inherited(state, child->id); });
}

/// Exclusion constraints, generated columns and those that rows are partitioned by have none. Rows of tables that
/// inherit are written without the triggers of their parent.
bool expand::can_move(const State& state, const Id& column) {
  if (!body<Column>(*state.find(column)).generated.empty() || recipes::is_partition_key(state, column)) return false;
  if (is_inherited(state, table_of(column)) || is_used_by_part(state, column)) return false;
  const auto& dependents = state.dependents(column);
  return std::none_of(dependents.begin(), dependents.end(), [&](const Id& dependent) {
    const Object* object = state.find(dependent);
    if (object == nullptr) return false;
    return object->kind->name == "exclusion" ||
           (object->kind->name == "column" && !body<Column>(*object).generated.empty());
  });
}

bool expand::is_open(Expansion& expansion, const State& from, const State& to) {
  for (expansion.helper_number = 1;; ++expansion.helper_number) {
    const std::vector<Id> helpers = helper_ids(expansion);
    const auto stands = [&](const Id& id) { return from.find(id) != nullptr; };
    if (to.find(helpers.front()) == nullptr && std::all_of(helpers.begin(), helpers.end(), stands)) return true;
    if (std::none_of(helpers.begin(), helpers.end(), [&](const Id& id) { return is_helper_taken(from, id); }))
      return false;
  }
}

void expand::place_beside(Expansion& expansion, const State& from, const State& to, const std::string& type) {
  const Id column = expansion.news.front().column;
  Id& beside = expansion.news.front().beside;
  for (int n = 1; n == 1 || from.find(beside) != nullptr || to.find(beside) != nullptr; ++n) {
    const std::string suffix = n == 1 ? "new" : "new" + std::to_string(n);
    beside.path = column.path.with_back(expand::helper_name(column.name(), suffix));
    expansion.open = from.find(beside) != nullptr && to.find(beside) == nullptr &&
                     expand::is_open(expansion, from, to) && body<Column>(*from.find(beside)).type == type;
    if (expansion.open) return;
  }
}

void expand::name_helpers(const State& from, const State& to, std::vector<Expansion>& expansions) {
  std::set<Id> taken;
  for (const bool open : {true, false})
    for (Expansion& expansion : expansions) {
      if (expansion.open != open) continue;
      const auto is_free = [&](const Id& id) {
        return !is_helper_taken(from, id) && !is_helper_taken(to, id) && !taken.contains(id);
      };
      if (!open) expansion.helper_number = 1;
      std::vector<Id> helpers = helper_ids(expansion);
      while (!open && !std::all_of(helpers.begin(), helpers.end(), is_free)) {
        ++expansion.helper_number;
        helpers = helper_ids(expansion);
      }
      taken.insert(helpers.begin(), helpers.end());
    }
}

} // namespace lockstep
