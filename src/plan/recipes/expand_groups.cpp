// Tables that hang together: by foreign keys, types, moved columns and views.
#include "plan/recipes/expand_groups.hpp"

#include "kinds/constraint.hpp"

namespace lockstep::expand {

namespace {

void add_tables_under(const State& state, const Id& id, std::set<Id>& tables) {
  for (const Id& need : state.needs(id)) {
    const Object* object = state.find(need);
    if (object == nullptr) continue;
    if (object->kind->rebuilt_around)
      add_tables_under(state, need, tables);
    else if (need.path.size() > 1)
      tables.insert(table_of(need));
  }
}

} // namespace

Groups::Groups(const State& from, const Expanded& middle, const State& to) {
  std::map<Id, Id> tables_of_types;
  for (const Expansion& expansion : middle.expansions) {
    root(expansion.table);
    if (expansion.moves()) join(expansion.table, expansion.other_table());
    if (!expansion.types.empty())
      join(expansion.table,
           tables_of_types.try_emplace(expansion.types.front().declared, expansion.table).first->second);
  }
  for (const Twin& twin : middle.twins) {
    if (twin.declared.kind != "foreign_key") continue;
    for (const Id& need : middle.both.needs(twin.beside))
      if (need.path.size() > 1) join(table_of(twin.declared), table_of(need));
  }
  join_under_views(from, to);
}

void Groups::join_under_views(const State& from, const State& to) {
  for (const auto& [id, object] : to.objects()) {
    if (!object.kind->rebuilt_around) continue;
    std::set<Id> tables;
    for (const State* state : {&from, &to}) add_tables_under(*state, id, tables);
    std::erase_if(tables, [&](const Id& table) { return !parent_.contains(table); });
    for (const Id& table : tables) join(*tables.begin(), table);
  }
}

Id Groups::root(const Id& table) {
  Id at = table;
  for (auto found = parent_.try_emplace(at, at).first; found->second != at; found = parent_.try_emplace(at, at).first)
    at = found->second;
  return at;
}

} // namespace lockstep::expand
