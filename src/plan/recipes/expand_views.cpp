// Materialized views over a column that gets another type, or a table that is partitioned: filled over the new one
// beside the old ones, before the contract locks anything, so that nothing is filled while a table is locked.
#include "kinds/kinds.hpp"
#include "kinds/list.hpp"
#include "kinds/render.hpp"
#include "plan/mentions.hpp"
#include "plan/recipes/expand.hpp"
#include "plan/recipes/recipe.hpp"
#include "plan/recipes/remake.hpp"
#include "plan/recipes/views_beside.hpp"

#include <algorithm>

namespace lockstep {

namespace {

bool is_filled(const Id& id) { return id.kind == kinds::materialized_view.name; }
bool is_view(const Id& id) { return is_filled(id) || id.kind == kinds::view.name; }

/// All that stands on an object, or on what stands on it.
void add_standing(const State& state, const Id& on, std::set<Id>& found) {
  for (const Id& id : state.dependents(on))
    if (state.find(id) != nullptr && found.insert(id).second) add_standing(state, id, found);
}

void add_views_over(const State& state, const Id& on, std::set<Id>& found) {
  for (const Id& id : state.dependents(on))
    if (is_view(id) && state.find(id) != nullptr && found.insert(id).second) add_views_over(state, id, found);
}

class Finder {
public:
  Finder(const State& from, const State& to, const std::vector<Id>& going) : from_(from), to_(to) {
    for (const Id& id : going) add_views_over(from, id, over_);
  }

  std::vector<Twin> run() {
    std::set<Id> views;
    for (const Id& id : over_) {
      std::set<Id> needed{id};
      add_views_under(id, needed);
      if (is_filled(id) &&
          std::all_of(needed.begin(), needed.end(), [&](const Id& one) { return can_stand_beside(one); }))
        views.insert(needed.begin(), needed.end());
    }
    std::vector<Twin> twins;
    for (const Id& id : views) recipes::add_twins(from_, to_, id, twins);
    return twins;
  }

private:
  /// Those that the contract takes away and this one reads.
  void add_views_under(const Id& id, std::set<Id>& found) const {
    for (const Id& need : to_.needs(id))
      if (over_.contains(need) && found.insert(need).second) add_views_under(need, found);
  }

  /// Whoever reads it goes on with the old one until the contract: nobody may come before, or stand on it in a way that
  /// the contract can not put back.
  [[nodiscard]] bool can_stand_beside(const Id& id) const {
    if (to_.find(id) == nullptr) return false;
    std::set<Id> standing;
    add_standing(to_, id, standing);
    return std::all_of(standing.begin(), standing.end(), [&](const Id& other) {
      const Kind& kind = *to_.find(other)->kind;
      const bool index = kind.parent == &kinds::materialized_view;
      const bool is_made_again = is_view(other) || kind.parent == &kinds::view || kind.has_signature;
      return index || (from_.find(other) != nullptr && is_made_again);
    });
  }

  const State& from_;
  const State& to_;
  std::set<Id> over_; ///< views that the contract takes away
};

/// Creates views and their indexes, what they read first.
class Filling {
public:
  Filling(const Expanded& middle, const std::set<Id>& taken_away) : middle_(middle), taken_away_(taken_away) {}

  Steps run() {
    for (const Twin& twin : middle_.view_twins)
      if (is_view(twin.declared) && taken_away_.contains(twin.declared)) make(twin);
    return std::move(steps_);
  }

private:
  void make(const Twin& view) {
    if (!made_.insert(view.declared).second) return;
    for (const Twin& other : middle_.view_twins)
      if (is_view(other.declared) && middle_.filled.needs(view.beside).contains(other.beside)) make(other);
    push(view);
    for (const Twin& index : recipes::indexes_of(view.declared, middle_.view_twins)) push(index, view);
    if (is_filled(view.declared)) recipes::push_analyze(view.beside, view.declared, steps_);
  }
  void push(const Twin& view) { push(view, view); }
  void push(const Twin& object, const Twin& view) {
    const std::size_t at = steps_.size();
    recipes::push_beside(*middle_.filled.find(object.beside), middle_.filled, view.declared, steps_);
    Step& first = steps_[at];
    first.makes.push_back(object.beside);
    for (const Id& need : middle_.filled.needs(object.beside)) first.needs.push_back(need);
  }

  const Expanded& middle_;
  const std::set<Id>& taken_away_;
  std::set<Id> made_;
  Steps steps_;
};

} // namespace

std::vector<Twin> find_view_twins(const State& from, const State& to, const std::vector<Expansion>& expansions) {
  std::vector<Id> going;
  for (const Expansion& expansion : expansions)
    if (expansion.retypes())
      for (const OldSide& old : expansion.olds) going.push_back(old.column);
  return Finder(from, to, going).run();
}

std::vector<Twin> expand::view_twins_over(const State& from, const State& to, const std::vector<Id>& tables) {
  std::vector<Id> going;
  for (const Id& table : tables)
    for (const auto& [id, object] : from.objects())
      if (is_of_table(id, table)) going.push_back(id);
  return Finder(from, to, going).run();
}

std::set<Id> expand::held_by_twins(const State& from, const std::vector<Twin>& twins) {
  std::set<Id> held;
  for (const Twin& twin : twins) {
    if (from.find(twin.declared) != nullptr) held.insert(twin.declared);
    add_standing(from, twin.declared, held);
  }
  return held;
}

/// Whether a join of the query merges columns of this name.
static bool joins_using(const std::string& query, const std::string& name) {
  constexpr std::string_view word = " USING (";
  for (std::size_t at = query.find(word); at != std::string::npos; at = query.find(word, at + 1)) {
    const std::size_t list = at + word.size();
    if (names_word(query.substr(list, query.find(')', list) - list), name)) return true;
  }
  return false;
}

std::string expand::why_no_view(const Object& view, const State& both, const std::vector<Expansion>& expansions) {
  if (!is_view(view.id)) return {};
  const std::string query = to_text(find_field(*view.kind, "query")->get(view.body.get()));
  for (const Expansion& expansion : expansions)
    for (const NewSide& side : expansion.news)
      if (side.beside != side.column && both.needs(view.id).contains(side.beside) &&
          joins_using(query, side.column.name()))
        return to_text(view.id) + " joins USING (" + quote_ident(side.column.name()) + "), but until the contract " +
               to_text(side.column) +
               " is there in two shapes, and a join can not tell which one is meant. Write "
               "JOIN … ON, or declare the view in a change before this one, or when the contract has run.";
  return {};
}

namespace recipes {

void add_twins(const State& from, const State& to, const Id& view, std::vector<Twin>& twins) {
  Id beside = view;
  beside.path = view.path.with_back(free_name(from, to, view, view.name(), "new"));
  twins.push_back({view, beside});
  for (const Object* index : to.children(view, kinds::materialized_view_index.name)) {
    Id other = index->id;
    other.path = beside.path.child(free_name(from, to, view, index->id.name(), "new"));
    twins.push_back({index->id, other});
  }
}

std::vector<Twin> indexes_of(const Id& view, const std::vector<Twin>& twins) {
  std::vector<Twin> indexes;
  std::copy_if(twins.begin(), twins.end(), std::back_inserter(indexes), [&](const Twin& twin) {
    return twin.declared.path.size() > 2 && twin.declared.path.parent() == view.path;
  });
  return indexes;
}

Steps fill_beside(const Expanded& middle, const std::set<Id>& taken_away) {
  Steps steps = Filling(middle, taken_away).run();
  if (steps.empty()) return steps;
  steps.front().note = "Filled over what the columns are from the next transaction on, which puts them in the place of "
                       "the old ones; a REFRESH of those meanwhile is lost.";
  for (Step& step : steps) {
    step.phase = Phase::contract;
    step.back.clear();
  }
  return steps;
}

std::vector<Id> filled_beside(const Expanded& middle, const std::set<Id>& taken_away) {
  std::vector<Id> ids;
  for (const Twin& twin : middle.view_twins)
    if (taken_away.contains(twin.declared) ||
        taken_away.contains({kinds::materialized_view.name, twin.declared.path.parent()}))
      ids.push_back(twin.beside);
  return ids;
}

} // namespace recipes
} // namespace lockstep
