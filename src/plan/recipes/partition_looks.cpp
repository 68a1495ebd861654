// What is asked of a partitioned table before its parts are made.
#include "plan/recipes/partition_parts.hpp"

#include "kinds/partition.hpp"
#include "kinds/table.hpp"
#include "plan/mentions.hpp"
#include "plan/recipes/expand.hpp"

#include <algorithm>

namespace lockstep::recipes {

using partition::children_of;

std::string part_name(const State& from, const Id& table, const std::string& whole) {
  const std::size_t underscore = whole.rfind('_');
  const std::string stem = table.name() + "_" + whole.substr(0, underscore);
  const std::string suffix = underscore == std::string::npos ? "idx" : whole.substr(underscore + 1);
  const auto taken = [&](const std::string& name) {
    return std::any_of(from.objects().begin(), from.objects().end(), [&](const auto& entry) {
      return entry.second.kind->is_relation && entry.first.name() == name &&
             entry.first.path.front() == table.path.front();
    });
  };
  std::string name = expand::helper_name(stem, suffix);
  for (int n = 2; taken(name); ++n) name = expand::helper_name(stem + std::to_string(n), suffix);
  return name;
}

bool is_partition_key(const State& state, const Id& column) {
  const Id table = table_of(column);
  const Object* object = state.find(table);
  if (object == nullptr || object->kind->name != "table") return false;
  const std::string& key = body<Table>(*object).partition_by;
  if (!key.empty() && names_word(key.substr(std::min(key.find('('), key.size())), column.name())) return true;
  const auto children = children_of(state, table);
  return std::any_of(children.begin(), children.end(), [&](const Object* child) {
    return is_partition_key(state, {column.kind, child->id.path.child(column.name())});
  });
}

bool has_same(const State& state, const Id& table, const Object& object) {
  const auto own = state.children(table, object.kind->name);
  return std::any_of(own.begin(), own.end(),
                     [&](const Object* one) { return partition::is_same_definition(*one, object); });
}

bool is_empty_whole(const RecipeContext& context, const Id& table) {
  const Object* object = context.to.find(table);
  const bool known = object != nullptr && !object->hints.contains("partitions");
  return known && partition::is_partitioned(context.from, table) && children_of(context.from, table).empty();
}

bool has_partitions(const RecipeContext& context, const Id& table) {
  return partition::is_partitioned(context.from, table) && !children_of(context.from, table).empty() &&
         !partition::has_unseen(context.from, context.to, table);
}

} // namespace lockstep::recipes
