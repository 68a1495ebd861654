// A materialized view with another definition: filled and indexed beside the old one, which is read on until the names
// change hands.
#include "kinds/column.hpp"
#include "kinds/index.hpp"
#include "kinds/list.hpp"
#include "kinds/materialized_view.hpp"
#include "kinds/privileges.hpp"
#include "plan/recipes/recipe.hpp"
#include "plan/recipes/views_beside.hpp"

namespace lockstep::recipes {

namespace {

std::vector<Twin> twins_of(const RecipeContext& context) {
  const Id& id = context.change.id();
  std::vector<Twin> twins;
  for (const Object* index : context.to.children(id, kinds::materialized_view_index.name)) {
    Id beside = index->id;
    beside.path = beside.path.with_back(free_name(context, id, index->id.name(), "new"));
    twins.push_back({index->id, beside});
  }
  return twins;
}

Object under_another_name(const Object& object, Path path) {
  Object copy = object;
  copy.id.path = std::move(path);
  return copy;
}

} // namespace

void push_beside(const Object& object, const State& state, const Id& view, Steps& out) {
  Steps made;
  object.kind->create(object, state, made);
  for (Step& step : made) {
    step.form = &materialized_view::build_beside;
    step.subject = view;
    step.table = table_of(view);
    step.unit = 1;
    out.push_back(std::move(step));
  }
}

void push_analyze(const Id& beside, const Id& view, Steps& out) {
  out.push_back(make_step(materialized_view::build_beside, view, "ANALYZE " + own_sql(beside)));
  out.back().unit = 1;
}

void push_swap(const Twin& view, const std::vector<Twin>& indexes, Steps& out) {
  const Id& id = view.declared;
  const std::string word = id.kind == kinds::view.name ? "VIEW" : "MATERIALIZED VIEW";
  out.push_back(share_privileges(id, view.beside, word));
  out.back().subject = id;
  out.back().table = table_of(id);
  out.back().note = own_sql(view.beside) + " gets the owner and the grants of " + own_sql(id) + " and takes its place.";
  out.back().breaks = {id};
  out.push_back(make_step(materialized_view::swap, id, "DROP " + word + " " + own_sql(id)));
  out.back().breaks = {id};
  out.push_back(make_step(materialized_view::swap, id,
                          "ALTER " + word + " " + own_sql(view.beside) + " RENAME TO " + quote_ident(id.name())));
  for (const Twin& index : indexes)
    out.push_back(make_step(index::rename, id,
                            "ALTER INDEX " + qualified(id.path[0], index.beside.name()) + " RENAME TO " +
                                quote_ident(index.declared.name())));
}

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
  push_beside(beside, context.to, id, steps);
  steps.front().note = "Filled beside the old one, which is read on; a REFRESH of the old one meanwhile is lost.";
  for (const Twin& twin : twins) {
    const std::size_t made = steps.size();
    const Object& index = *context.to.find(twin.declared);
    push_beside(under_another_name(index, beside.id.path.child(twin.beside.name())), context.to, id, steps);
    for (const Id& need : context.to.needs(twin.declared))
      if (need != id) steps[made].needs.push_back(need);
  }
  push_analyze(beside.id, id, steps);
  const std::size_t swap = steps.size();
  push_swap({id, beside.id}, twins, steps);
  for (const Object* index : context.from.children(id, kinds::materialized_view_index.name))
    steps[swap + 1].breaks.push_back(index->id);
  for (std::size_t at = 0; at < twins.size(); ++at)
    steps[steps.size() - twins.size() + at].makes.push_back(twins[at].declared);
  return steps;
}

} // namespace lockstep::recipes
