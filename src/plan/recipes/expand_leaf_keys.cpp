// PostgreSQL makes no index of a partitioned table its primary key, and adopts those of its partitions instead. So a
// primary key on a new column stands as a unique index on each leaf until the contract.
#include "kinds/constraint.hpp"
#include "kinds/index.hpp"
#include "kinds/partition.hpp"
#include "plan/recipes/expand.hpp"
#include "plan/recipes/index_marks.hpp"
#include "plan/recipes/partition_parts.hpp"

namespace lockstep::expand {

namespace {

/// The one that an open expansion built, or a name that is free.
std::string name_on(const State& from, const Id& leaf, const std::string& whole) {
  const std::string built = recipes::part_name({}, leaf, whole);
  const Object* there = from.find({"index", leaf.path.child(built)});
  return there != nullptr && body<Index>(*there).unique ? built : recipes::part_name(from, leaf, whole);
}

std::string last_name_on(const State& from, const State& to, const Id& leaf, const Id& key) {
  const std::string marked = marked_part(to, leaf, key);
  return marked.empty() ? recipes::part_name(from, leaf, key.name()) : marked;
}

} // namespace

bool is_key_of_leaves(const State& from, const Id& key) {
  return key.kind == "primary_key" && partition::is_partitioned(from, table_of(key));
}

std::vector<Id> leaf_keys(const State& from, const Twin& key) {
  std::vector<Id> indexes;
  for (const Id& leaf : recipes::leaves_of(from, table_of(key.declared)))
    indexes.push_back({"index", leaf.path.child(name_on(from, leaf, key.beside.name()))});
  return indexes;
}

void take_leaf_keys(const Twin& key, const State& from, const State& to, Steps& steps) {
  const auto& declared = body<KeyConstraint>(*to.find(key.declared));
  const auto add = [&](const Id& table, const std::string& name, const std::string& definition) {
    const std::string marks = index_marks(*to.find(table), name);
    steps.push_back(make_step(swap, key.declared,
                              alter_table(table, "ADD CONSTRAINT " + quote_ident(name) + " " + definition +
                                                     (marks.empty() ? "" : ", ") + marks)));
  };
  for (const Id& index : leaf_keys(from, key))
    if (const Id leaf = table_of(index); to.find(leaf) != nullptr)
      add(leaf, last_name_on(from, to, leaf, key.declared),
          "PRIMARY KEY USING INDEX " + quote_ident(index.name()) + deferrable_clause(declared.deferrable));
  add(table_of(key.declared), key.declared.name(), constraint::key_definition("PRIMARY KEY", declared));
  steps.back().note = "Adopts the keys of its partitions, and builds nothing.";
}

} // namespace lockstep::expand
