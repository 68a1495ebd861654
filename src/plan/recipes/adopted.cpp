// See the header. https://www.postgresql.org/docs/current/sql-altertable.html, ADD table_constraint_using_index
#include "plan/recipes/adopted.hpp"

#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "kinds/index.hpp"
#include "kinds/partition.hpp"
#include "plan/recipes/partition_parts.hpp"
#include "plan/recipes/recipe.hpp"

#include <algorithm>

namespace lockstep {

namespace {

/// USING INDEX takes what an index of a constraint could be; a primary key would read all rows for a NOT NULL.
bool can_adopt(const Object& index, const Object& key, const State& from) {
  const auto& have = body<Index>(index);
  if (!have.unique || have.invalid || !have.method.empty() || !have.where.empty()) return false;
  if (body<KeyConstraint>(key).without_overlaps || partition::is_partitioned(from, table_of(key.id))) return false;
  const bool is_primary = key.kind->name == "primary_key";
  if (is_primary && !from.children(table_of(key.id), "primary_key").empty()) return false;
  const auto columns = from.children(table_of(key.id), "column");
  return std::all_of(have.columns.begin(), have.columns.end(), [&](const std::string& name) {
    return std::any_of(columns.begin(), columns.end(), [&](const Object* column) {
      return quote_ident(column->id.name()) == name && (!is_primary || body<Column>(*column).not_null);
    });
  });
}

Step adopt_step(const Object& key) {
  Step step = make_step(
      constraint::add_key_using_index, key.id,
      alter_table(key.id, constraint::add_action(key.id, constraint::key_word(key) + " USING INDEX " +
                                                             quote_ident(key.id.name()) +
                                                             deferrable_clause(body<KeyConstraint>(key).deferrable))));
  step.note = "Adopts the index that is there: a catalog change, and rows are unique all the time.";
  return step;
}

Step make_way_step(const Id& index, const State& from, const State& to) {
  Id aside = index;
  aside.path = index.path.with_back(free_name(from, to, table_of(index), index.name(), "old"));
  Step step =
      make_step(index::rename, aside, "ALTER INDEX " + own_sql(index) + " RENAME TO " + quote_ident(aside.name()),
                "ALTER INDEX " + own_sql(aside) + " RENAME TO " + quote_ident(index.name()));
  step.note = "It makes way for the constraint of its name, which has an index of its own.";
  return step;
}

/// Where its parts have the names that those of the constraint get.
void push_way_of_parts(const State& from, const Step& whole, const Id& table, const std::string& name,
                       const std::string& aside, Steps& steps) {
  if (!partition::is_partitioned(from, table)) return;
  for (const Object* child : partition::children_of(from, table)) {
    const std::string before = recipes::part_name(from, child->id, name);
    const std::string now = recipes::part_name(from, child->id, aside);
    const auto renamed = [&](const std::string& old, const std::string& fresh) {
      return "ALTER INDEX IF EXISTS " + qualified(child->id.path.front(), old) + " RENAME TO " + quote_ident(fresh);
    };
    Step step = make_step(index::rename, whole.subject, renamed(before, now), renamed(now, before));
    step.table = child->id;
    steps.push_back(step);
    push_way_of_parts(from, whole, child->id, before, now, steps);
  }
}

} // namespace

Steps indexes_that_become_keys(const State& from, const State& to) {
  Steps steps;
  for (const auto& [id, key] : to.objects()) {
    if (id.kind != "unique" && id.kind != "primary_key") continue;
    const Id same_name{"index", id.path};
    const Object* index = from.find(same_name);
    if (index == nullptr || to.find(same_name) != nullptr || from.find(id) != nullptr) continue;
    const bool adopts = can_adopt(*index, key, from);
    const Step step = adopts ? adopt_step(key) : make_way_step(index->id, from, to);
    steps.push_back(step);
    if (!adopts) push_way_of_parts(from, step, table_of(id), id.name(), step.subject.name(), steps);
  }
  return steps;
}

} // namespace lockstep
