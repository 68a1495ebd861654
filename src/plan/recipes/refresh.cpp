// See the header. https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html
#include "plan/recipes/refresh.hpp"

#include "kinds/index.hpp"
#include "kinds/list.hpp"
#include "kinds/materialized_view.hpp"
#include "plan/mentions.hpp"
#include "plan/recipes/recipe.hpp"

#include <algorithm>
#include <set>

namespace lockstep {

namespace {

bool is_filled(const Object& object) { return object.kind == &kinds::materialized_view; }

/// Other rows may come of it than before.
bool changes_rows(const Change& change) {
  if (change.verb != Verb::alter || !change.around.path.empty()) return false;
  if (change.object().kind == &kinds::view) return change.changed.has("query");
  return change.object().kind->has_signature && (change.changed.has("body") || change.changed.has("sql_body"));
}

/// Materialized views over it, through views and functions, those too that name it in a text.
void add_over(const State& state, const Id& on, std::set<Id>& passed, std::set<Id>& found) {
  for (const Id& id : users_of(state, on)) {
    const Object* object = state.find(id);
    if (object == nullptr || !passed.insert(id).second) continue;
    if (is_filled(*object)) found.insert(id);
    if (is_filled(*object) || object->kind == &kinds::view || object->kind->has_signature)
      add_over(state, id, passed, found);
  }
}

bool is_changed(const std::vector<Change>& changes, const Id& view) {
  return std::any_of(changes.begin(), changes.end(),
                     [&](const Change& change) { return change.id() == view && change.verb != Verb::alter; });
}

/// Its indexes stay as they are, and nothing else stands on it.
bool can_be_swapped(const State& from, const std::vector<Change>& changes, const Id& view) {
  const auto is_index = [&](const Id& id) {
    return id.kind == kinds::materialized_view_index.name && id.path.parent() == view.path;
  };
  const auto& standing = from.dependents(view);
  return std::all_of(standing.begin(), standing.end(), is_index) &&
         std::none_of(changes.begin(), changes.end(), [&](const Change& change) { return is_index(change.id()); });
}

/// CONCURRENTLY tells rows apart by a unique index of columns, over all rows.
bool has_key(const State& state, const Id& view) {
  const auto indexes = state.children(view, kinds::materialized_view_index.name);
  return std::any_of(indexes.begin(), indexes.end(), [](const Object* object) {
    const auto& index = body<Index>(*object);
    return index.unique && index.where.empty() &&
           std::none_of(index.columns.begin(), index.columns.end(),
                        [](const auto& column) { return column.find('(') != std::string::npos; });
  });
}

} // namespace

bool is_empty_by_choice(const Object& view) {
  return is_filled(view) && find_field(*view.kind, "with_no_data")->get(view.body.get()) == Value(true);
}

std::string where_filled(const Id& view, const std::string& sql) {
  return "DO $$\nBEGIN\n  IF (SELECT relispopulated FROM pg_class WHERE oid = " + quote_literal(own_sql(view)) +
         "::regclass) THEN\n    " + sql + ";\n  END IF;\nEND $$";
}

std::vector<Stale> stale_views(const State& from, const State& to, const std::vector<Change>& changes) {
  std::vector<Stale> stale;
  std::set<Id> told;
  for (const Change& change : changes) {
    if (!changes_rows(change)) continue;
    std::set<Id> passed;
    std::set<Id> views;
    add_over(to, change.id(), passed, views);
    for (const Id& id : views) {
      const Object* before = from.find(id);
      if (before == nullptr || is_changed(changes, id)) continue;
      if (told.insert(id).second)
        stale.push_back({{.verb = Verb::recreate, .from = before, .to = to.find(id)}, change.id()});
    }
  }
  return stale;
}

bool is_rebuilt_with(const Id& index, const std::vector<Stale>& views, const State& from, const State& to) {
  return index.kind == kinds::materialized_view_index.name &&
         std::any_of(views.begin(), views.end(), [&](const Stale& view) {
           const Id& id = view.change.id();
           return id.path == index.path.parent() && !(has_key(from, id) && has_key(to, id));
         });
}

Steps refill(const Stale& stale, const State& from, const State& to, const std::vector<Change>& changes) {
  const Id& id = stale.change.id();
  const bool keyed = has_key(from, id) && has_key(to, id);
  Steps steps;
  const bool is_empty_first = is_empty_by_choice(*stale.change.from) || is_empty_by_choice(*stale.change.to);
  if (keyed || !can_be_swapped(from, changes, id)) {
    const std::string sql = std::string("REFRESH MATERIALIZED VIEW ") + (keyed ? "CONCURRENTLY " : "") + own_sql(id);
    steps.push_back(make_step(keyed ? materialized_view::refresh : materialized_view::refresh_alone, id,
                              is_empty_first ? where_filled(id, sql) : sql));
    steps.back().makes.push_back(id); // for those over it
  } else {
    steps = recipes::build_beside({from, to, stale.change});
    for (Step& step : steps)
      if (step.unit == 0) step.unit = 2;
  }
  steps.front().note = std::string(is_empty_first ? "Where somebody filled it, its rows" : "Its rows") +
                       " are those of " + to_text(stale.by) + " as it was.";
  steps.front().needs.push_back(stale.by);
  return steps;
}

} // namespace lockstep
