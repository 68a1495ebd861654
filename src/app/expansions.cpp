// The declared state with the names that things have until the contract: PostgreSQL itself rewrites every expression.
#include "app/expansions.hpp"

#include "kinds/column_grants.hpp"
#include "kinds/kinds.hpp"

namespace lockstep {

namespace {

/// The declared state, which says of a type beside what it says of the type.
State with_types_beside(State to, const std::vector<Expansion>& expansions) {
  for (const Expansion& expansion : expansions) {
    const Object* declared = to.find(expansion.type);
    if (expansion.type.path.empty() || declared == nullptr) continue;
    Object beside = *declared;
    beside.id = expansion.type_beside;
    to.put(std::move(beside));
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

} // namespace

Expanded find_middle(const State& from, const State& to, const std::vector<Change>& changes, const Verdicts& verdicts,
                     const Accepted& accepted, const std::function<std::string()>& ground_of_to, ReadOptions reading) {
  std::vector<Expansion> expansions = find_expansions(from, to, changes, verdicts, accepted);
  std::vector<Remade> remade = find_remade(from, to, changes);
  if (expansions.empty()) {
    Expanded expanded;
    if (!remade.empty()) expanded.both = to;
    stand_remade_beside(from, std::move(remade), expanded);
    return expanded;
  }
  std::vector<Twin> twins = find_twins(from, to, expansions);
  std::vector<Twin> view_twins = find_view_twins(from, to, expansions);
  std::vector<Twin> renaming = twins;
  renaming.insert(renaming.end(), view_twins.begin(), view_twins.end());
  Connection ground(ground_of_to());
  ground.exec("BEGIN");
  for (const Step& step : give_up_names(to, expansions, renaming)) ground.exec(step.sql);
  reading.inside_transaction = true;
  State renamed = read_state(ground, reading);
  say_only(renamed, with_types_beside(to, expansions));
  take_hints(renamed, to);
  ground.exec("ROLLBACK");
  Expanded expanded = stand_beside(from, renamed, std::move(expansions), std::move(twins), std::move(view_twins));
  grant_on_both_sides(from, expanded);
  stand_remade_beside(from, std::move(remade), expanded);
  return expanded;
}

} // namespace lockstep
