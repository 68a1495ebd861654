// PostgreSQL keeps one namespace for relations and one for types in each schema, and one for constraints on each table.
#include "plan/names.hpp"

#include "kinds/constraint.hpp"
#include "kinds/index.hpp"
#include "kinds/kinds.hpp"
#include "kinds/render.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace lockstep {

namespace {

constexpr std::string_view relation_name = "relation name";
constexpr std::string_view type_name = "type name";
constexpr std::string_view constraint_name = "constraint name";
constexpr std::string_view only_key = "primary key of a table"; // there is room for one
constexpr std::array<std::string_view, 8> with_type{"composite_type",    "domain",     "enum",  "foreign_table",
                                                    "materialized_view", "range_type", "table", "view"};

template <typename List> bool contains(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

} // namespace

std::vector<Id> names_of(const Object& object) {
  std::vector<Id> names;
  const Id& id = object.id;
  if (object.kind->is_relation) names.push_back({relation_name, {id.path.front(), id.name()}});
  if (contains(with_type, id.kind)) names.push_back({type_name, id.path});
  if (is_constraint(*object.kind)) names.push_back({constraint_name, id.path});
  if (id.kind == "primary_key") names.push_back({only_key, id.path.parent()});
  return names;
}

namespace {

/// The names of the objects of one state that the other does not have.
std::map<Id, std::vector<Id>> names_only_in(const State& state, const State& other) {
  std::map<Id, std::vector<Id>> names;
  for (const auto& [id, object] : state.objects())
    if (other.find(id) == nullptr) names[id] = names_of(object);
  return names;
}

/// What goes with its owner gives its names back when the owner goes.
void hand_to_owners(std::map<Id, std::vector<Id>>& given, const State& from) {
  for (const auto& [id, object] : from.objects()) {
    const Id owner = object.kind->owner != nullptr ? object.kind->owner(object) : Id{};
    if (owner.path.empty() || !given.contains(owner)) continue;
    if (const auto found = given.find(id); found != given.end())
      given[owner].insert(given[owner].end(), found->second.begin(), found->second.end());
  }
}

std::set<Id> all_of(const std::map<Id, std::vector<Id>>& names) {
  std::set<Id> all;
  for (const auto& [id, list] : names) all.insert(list.begin(), list.end());
  return all;
}

void add(std::vector<Id>& ids, const std::map<Id, std::vector<Id>>& names, const std::set<Id>& wanted) {
  std::set<Id> found;
  for (const Id& id : ids)
    if (const auto at = names.find(id); at != names.end())
      for (const Id& name : at->second)
        if (wanted.contains(name)) found.insert(name);
  ids.insert(ids.end(), found.begin(), found.end());
}

/// An index or a rule that is made under another name than the one that it gets later.
bool is_built_beside(const std::vector<Planned>& steps, const Planned& planned) {
  const Step& step = planned.step;
  if (!step.leftover_index.empty()) return step.leftover_index != own_sql(step.subject);
  const bool is_part = step.form == &index::create_on_only || step.form == &index::attach;
  return std::any_of(steps.begin(), steps.end(), [&](const Planned& other) {
    const Form* form = other.step.form;
    return other.sequence == planned.sequence && form != step.form &&
           (form == &constraint::rename || (is_part && form == &index::rename));
  });
}

} // namespace

void add_names(std::vector<Planned>& steps, const State& from, const State& to) {
  std::map<Id, std::vector<Id>> given = names_only_in(from, to);
  hand_to_owners(given, from);
  const std::map<Id, std::vector<Id>> taken = names_only_in(to, from);
  const std::set<Id> all_given = all_of(given);
  const std::set<Id> all_taken = all_of(taken);
  for (Planned& planned : steps) {
    if (!is_built_beside(steps, planned)) add(planned.step.makes, taken, all_given);
    // An index is no key yet.
    if (!planned.step.leftover_index.empty())
      std::erase_if(planned.step.makes, [](const Id& id) { return id.kind == only_key; });
    add(planned.step.breaks, given, all_taken);
  }
}

} // namespace lockstep
