// A materialized view with another definition: filled and indexed beside the old one, which is read on until the names
// change hands.
#include "kinds/column.hpp"
#include "kinds/index.hpp"
#include "kinds/list.hpp"
#include "kinds/materialized_view.hpp"
#include "kinds/privileges.hpp"
#include "plan/recipes/recipe.hpp"
#include "plan/recipes/refresh.hpp"
#include "plan/recipes/views_beside.hpp"

namespace lockstep::recipes {

namespace {

Object under_another_name(const Object& object, const Id& id) {
  Object copy = object;
  copy.id = id;
  return copy;
}

/// Whoever reads the old one has it filled.
void push_fill_like(const Id& beside, const Id& view, Steps& out) {
  out.push_back(make_step(materialized_view::build_beside, view,
                          where_filled(view, "REFRESH MATERIALIZED VIEW " + own_sql(beside))));
  out.back().note = "It is declared without rows, and gets them where the old one was filled since.";
  out.back().unit = 1;
}

/// The views and indexes that one change makes beside what there is.
class Beside {
public:
  Beside(const RecipeContext& context, const ViewsBeside& views) : context_(context), views_(views) {
    const Id& id = context.change.id();
    if (const Twin* twin = views.of(id)) {
      view_ = *twin;
      indexes_ = indexes_of(id, views.twins);
      return;
    }
    add_twins(context.from, context.to, id, indexes_);
    view_ = indexes_.front();
    indexes_.erase(indexes_.begin());
  }

  [[nodiscard]] const Twin& view() const { return view_; }
  [[nodiscard]] const std::vector<Twin>& indexes() const { return indexes_; }

  void push(const Twin& twin, Steps& out) const {
    const bool is_spelled = views_.of(twin.declared) != nullptr;
    const std::size_t at = out.size();
    push_beside(is_spelled ? *views_.filled.find(twin.beside)
                           : under_another_name(*context_.to.find(twin.declared), twin.beside),
                is_spelled ? views_.filled : context_.to, view_.declared, out);
    out[at].makes.push_back(twin.beside);
    for (const Id& need : is_spelled ? views_.filled.needs(twin.beside) : context_.to.needs(twin.declared))
      if (need != view_.declared) out[at].needs.push_back(need);
  }

private:
  const RecipeContext& context_;
  const ViewsBeside& views_;
  Twin view_;
  std::vector<Twin> indexes_;
};

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
  if (is_empty_by_choice(object)) push_fill_like(object.id, view, out);
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

bool is_built_beside(const Change& change, const ViewsBeside& views) {
  if (change.verb != Verb::recreate) return false;
  if (views.of(change.id()) != nullptr) return true;
  return change.from->kind == &kinds::materialized_view && !change.changed.fields.empty() && change.around.path.empty();
}

Steps build_beside(const RecipeContext& context, const ViewsBeside& views) {
  const Id& id = context.change.id();
  const Beside beside(context, views);
  const std::vector<Twin>& indexes = beside.indexes();
  Steps steps;
  beside.push(beside.view(), steps);
  const bool is_filled = id.kind == kinds::materialized_view.name;
  if (is_filled)
    steps.front().note = "Filled beside the old one, which is read on; a REFRESH of the old one meanwhile is lost.";
  for (const Twin& index : indexes) beside.push(index, steps);
  if (is_filled) push_analyze(beside.view().beside, id, steps);
  const std::size_t swap = steps.size();
  push_swap(beside.view(), indexes, steps);
  for (const Object* index : context.from.children(id, kinds::materialized_view_index.name))
    steps[swap + 1].breaks.push_back(index->id);
  for (std::size_t at = 0; at < indexes.size(); ++at)
    steps[steps.size() - indexes.size() + at].makes.push_back(indexes[at].declared);
  return steps;
}

} // namespace lockstep::recipes
