// The declared state with the names that things have until the contract: PostgreSQL itself rewrites every expression.
#include "app/expansions.hpp"

#include "kinds/column_grants.hpp"
#include "kinds/kinds.hpp"
#include "kinds/rows.hpp"
#include "plan/recipes/expand_types.hpp"
#include "plan/recipes/remake.hpp"

#include <algorithm>
#include <map>

namespace lockstep {

namespace {

void put_beside(State& to, const Id& declared, const Id& beside) {
  if (to.find(declared) == nullptr) return;
  Object object = *to.find(declared);
  object.id = beside;
  to.put(std::move(object));
}

/// The declared state, which says of a type beside what it says of the type, and so of functions.
State with_types_beside(State to, const std::vector<Expansion>& expansions) {
  for (const Expansion& expansion : expansions) {
    for (const Twin& type : expansion.types) put_beside(to, type.declared, type.beside);
    for (const Twin& twin : expansion.functions)
      put_beside(to, twin.declared, expand::with_types(twin.beside, expansion.types));
  }
  return to;
}

/// What was read back knows nothing of what is declared beside the body.
void take_hints(State& state, const State& declared) {
  for (const auto& [id, object] : declared.objects()) {
    const Object* there = state.find(id);
    if (there == nullptr || object.hints.empty()) continue;
    Object hinted = *there;
    hinted.hints = object.hints;
    hinted.home = object.home;
    hinted.places = object.places;
    state.put(std::move(hinted));
  }
}

/// Whoever may use an old column may do so until it goes.
void grant_on_both_sides(const State& from, Expanded& expanded) {
  for (const Expansion& expansion : expanded.expansions) {
    const Object* before = from.find(expansion.table);
    const Object* table = expanded.both.find(expansion.table);
    if (before == nullptr || table == nullptr || before->kind != table->kind) continue;
    std::vector<std::string> columns;
    for (const OldSide& old : expansion.olds) columns.push_back(old.column.name());
    expanded.both.put(with_column_grants(*table, *before, columns, expanded.both));
  }
}

/// Rows are declared by the names of columns, some of which have another one in the middle.
std::vector<Object> with_names_of_middle(std::vector<Object> contents, const std::vector<Expansion>& expansions) {
  for (Object& rows : contents) {
    std::map<std::string, std::string> names;
    for (const Expansion& expansion : expansions)
      for (const NewSide& side : expansion.news)
        if (side.column.path.parent() == rows.id.path) names[side.column.name()] = side.beside.name();
    rows = rows::with_columns_called(rows, names);
  }
  return contents;
}

/// Rows that do not change are the old ones, whatever their columns are called in between.
void keep_rows(const State& from, const State& to, State& both) {
  for (const Object& rows : contents_of(to)) {
    const Object* there = from.find(rows.id);
    if (there != nullptr && differing(*there, rows).fields.empty()) both.put(*there);
  }
}

/// What the declared state is once these statements have run, as the server spells it.
State renamed_state(const State& from, const State& to, const std::vector<Expansion>& expansions,
                    const std::vector<Twin>& twins, const std::string& ground_of_to, ReadOptions reading) {
  Connection ground(ground_of_to);
  ground.exec("BEGIN");
  for (const Step& step : give_up_names(from, to, expansions, twins)) ground.exec(step.sql);
  reading.inside_transaction = true;
  reading.contents = with_names_of_middle(std::move(reading.contents), expansions);
  State renamed = read_state(ground, reading);
  say_only(renamed, with_types_beside(to, expansions));
  take_hints(renamed, to);
  ground.exec("ROLLBACK");
  return renamed;
}

/// Materialized views over tables that are made anew read those by the names that they have until the contract.
void fill_over_remade(const State& from, const State& to, const std::string& ground_of_to, ReadOptions reading,
                      Expanded& expanded) {
  std::vector<Id> tables;
  std::vector<Twin> renaming;
  for (const Remade& one : expanded.remade) {
    tables.push_back(one.table);
    renaming.push_back({one.table, one.beside});
  }
  const std::vector<Twin> views = expand::view_twins_over(from, to, tables);
  if (views.empty()) return;
  renaming.insert(renaming.begin(), views.begin(), views.end());
  const State filled = filled_later(renamed_state(from, to, {}, renaming, ground_of_to, std::move(reading)), views);
  for (const Twin& view : views) {
    expanded.filled.put(*filled.find(view.beside));
    for (const Id& need : filled.needs(view.beside)) expanded.filled.need(view.beside, need);
  }
  expanded.filled.server_major = filled.server_major;
  expanded.view_twins.insert(expanded.view_twins.end(), views.begin(), views.end());
}

} // namespace

Expanded find_middle(const State& from, const State& to, const std::vector<Change>& changes, const Verdicts& verdicts,
                     const Accepted& accepted, const std::function<std::string()>& ground_of_to, ReadOptions reading) {
  std::vector<Expansion> expansions = find_expansions(from, to, changes, verdicts, accepted);
  std::vector<Remade> remade = find_remade(from, to, changes);
  if (expansions.empty()) {
    Expanded expanded;
    if (remade.empty()) return expanded;
    expanded.both = to;
    stand_remade_beside(from, std::move(remade), expanded);
    fill_over_remade(from, to, ground_of_to(), std::move(reading), expanded);
    return expanded;
  }
  std::vector<Twin> twins = find_twins(from, to, expansions);
  std::vector<Twin> view_twins = find_view_twins(from, to, expansions);
  std::vector<Twin> renaming = twins;
  renaming.insert(renaming.end(), view_twins.begin(), view_twins.end());
  const State renamed = renamed_state(from, to, expansions, renaming, ground_of_to(), reading);
  Expanded expanded = stand_beside(from, renamed, std::move(expansions), std::move(twins), std::move(view_twins));
  grant_on_both_sides(from, expanded);
  keep_rows(from, to, expanded.both);
  if (remade.empty()) return expanded;
  stand_remade_beside(from, std::move(remade), expanded);
  fill_over_remade(from, to, ground_of_to(), std::move(reading), expanded);
  return expanded;
}

ViewsBeside find_views_beside(const State& from, const State& to, const Expanded& middle,
                              const std::function<std::string()>& ground_of_to, ReadOptions reading) {
  const State& next = middle.empty() ? to : middle.both;
  ViewsBeside views{find_view_twins(from, next, diff_states(from, next)), {}};
  const bool is_declared = std::all_of(views.twins.begin(), views.twins.end(), [&](const Twin& twin) {
    const Object* declared = to.find(twin.declared);
    return declared != nullptr && differing(*next.find(twin.declared), *declared).fields.empty();
  });
  if (views.twins.empty() || !is_declared) return {};
  views.filled =
      filled_later(renamed_state(from, to, {}, views.twins, ground_of_to(), std::move(reading)), views.twins);
  return views;
}

} // namespace lockstep
