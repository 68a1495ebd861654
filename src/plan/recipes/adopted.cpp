// See the header. https://www.postgresql.org/docs/current/sql-altertable.html, ADD table_constraint_using_index
#include "plan/recipes/adopted.hpp"

#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "kinds/index.hpp"
#include "kinds/partition.hpp"
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

} // namespace

Steps indexes_that_become_keys(const State& from, const State& to) {
  Steps steps;
  for (const auto& [id, key] : to.objects()) {
    if (id.kind != "unique" && id.kind != "primary_key") continue;
    const Id same_name{"index", id.path};
    const Object* index = from.find(same_name);
    if (index == nullptr || to.find(same_name) != nullptr || from.find(id) != nullptr) continue;
    steps.push_back(can_adopt(*index, key, from) ? adopt_step(key) : make_way_step(index->id, from, to));
  }
  return steps;
}

} // namespace lockstep
