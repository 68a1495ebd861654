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

Step adopt_key(const Id& key, const Object& table, const std::string& name, const std::string& definition) {
  const std::string marks = index_marks(table, name);
  return make_step(swap, key,
                   alter_table(table.id, constraint::add_action({key.kind, table.id.path.child(name)}, definition) +
                                             (marks.empty() ? "" : ", ") + marks));
}

void take_leaf_keys(const Twin& key, const State& from, const State& to, Steps& steps) {
  const Id& whole = key.declared;
  const auto& declared = body<KeyConstraint>(*to.find(whole));
  for (const Id& index : leaf_keys(from, key))
    if (const Object* leaf = to.find(table_of(index)); leaf != nullptr)
      steps.push_back(
          adopt_key(whole, *leaf, recipes::last_part_name(from, to, leaf->id, whole, whole.name()),
                    "PRIMARY KEY USING INDEX " + quote_ident(index.name()) + deferrable_clause(declared.deferrable)));
  steps.push_back(
      adopt_key(whole, *to.find(table_of(whole)), whole.name(), constraint::key_definition("PRIMARY KEY", declared)));
  steps.back().note = "Adopts the keys of its partitions, and builds nothing.";
}

} // namespace lockstep::expand
