// A materialized view with another definition: filled and indexed beside the old one, which is read on until the names
// change hands.
#include "kinds/column.hpp"
#include "kinds/index.hpp"
#include "kinds/list.hpp"
#include "kinds/materialized_view.hpp"
#include "kinds/privileges.hpp"
#include "plan/recipes/recipe.hpp"

namespace lockstep::recipes {

namespace {

/// What its old indexes are called until the swap is no matter, as long as the new ones have names of their own.
struct Twin {
  const Object* index;
  std::string name;
};

std::string sql_of(const Id& id) { return "MATERIALIZED VIEW " + own_sql(id); }

/// The steps that create an object, as one that nobody waits for: all of them commit together.
void push_beside(const RecipeContext& context, const Object& object, Steps& out) {
  Steps made;
  object.kind->create(object, context.to, made);
  for (Step& step : made) {
    step.form = &materialized_view::build_beside;
    step.subject = context.change.id();
    step.table = table_of(context.change.id());
    step.unit = 1;
    out.push_back(std::move(step));
  }
}

Object under_another_name(const Object& object, Path path) {
  Object copy = object;
  copy.id.path = std::move(path);
  return copy;
}

std::vector<Twin> twins_of(const RecipeContext& context) {
  const Id& id = context.change.id();
  std::vector<Twin> twins;
  for (const Object* index : context.to.children(id, kinds::materialized_view_index.name))
    twins.push_back({index, free_name(context, id, index->id.name(), "new")});
  return twins;
}

/// Both sides have what the old one had: owner, grants, and the names.
void push_swap(const RecipeContext& context, const Id& beside, const std::vector<Twin>& twins, Steps& out) {
  const Id& id = context.change.id();
  out.push_back(remember_privileges(id, "MATERIALIZED VIEW"));
  out.back().breaks = {id};
  out.push_back(make_step(materialized_view::swap, id, "DROP " + sql_of(id)));
  out.back().note = "The new one takes the old one's place, name by name.";
  out.back().breaks = {id};
  for (const Object* index : context.from.children(id, kinds::materialized_view_index.name))
    out.back().breaks.push_back(index->id);
  out.push_back(
      make_step(materialized_view::swap, id, "ALTER " + sql_of(beside) + " RENAME TO " + quote_ident(id.name())));
  for (const Twin& twin : twins) {
    out.push_back(make_step(index::rename, id,
                            "ALTER INDEX " + qualified(id.path[0], twin.name) + " RENAME TO " +
                                quote_ident(twin.index->id.name())));
    out.back().makes.push_back(twin.index->id);
  }
  out.push_back(restore_privileges(id));
}

} // namespace

bool is_built_beside(const Change& change) {
  return change.verb == Verb::recreate && change.from->kind == &kinds::materialized_view &&
         !change.changed.fields.empty() && change.around.path.empty();
}

Steps build_beside(const RecipeContext& context) {
  const Id& id = context.change.id();
  const Object beside =
      under_another_name(*context.change.to, id.path.with_back(free_name(context, id, id.name(), "new")));
  const std::vector<Twin> twins = twins_of(context);
  Steps steps;
  push_beside(context, beside, steps);
  steps.front().note = "Filled beside the old one, which is read on; a REFRESH of the old one meanwhile is lost.";
  for (const Twin& twin : twins) {
    const std::size_t made = steps.size();
    push_beside(context, under_another_name(*twin.index, beside.id.path.child(twin.name)), steps);
    for (const Id& need : context.to.needs(twin.index->id))
      if (need != id) steps[made].needs.push_back(need);
  }
  steps.push_back(make_step(materialized_view::build_beside, id, "ANALYZE " + own_sql(beside.id)));
  steps.back().unit = 1;
  push_swap(context, beside.id, twins, steps);
  return steps;
}

} // namespace lockstep::recipes
