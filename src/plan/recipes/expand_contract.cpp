// The end of an expansion: helpers and the old shape go, the new one takes its names, in one transaction.
#include "kinds/access.hpp"
#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "kinds/kinds.hpp"
#include "plan/recipes/expand_access.hpp"
#include "plan/recipes/expand_groups.hpp"
#include "plan/recipes/expand_types.hpp"
#include "plan/recipes/move.hpp"
#include "plan/recipes/recipe.hpp"
#include "plan/recipes/views_beside.hpp"

#include <algorithm>
#include <map>

namespace lockstep::expand {

namespace {

class Closing {
public:
  Closing(const State& from, const Expanded& middle, const State& to) : from_(from), middle_(middle), to_(to) {
    way_.beside = middle.view_twins;
  }

  [[nodiscard]] std::set<Id> cleared() const {
    std::set<Id> all = way_.cleared;
    all.insert(held_.cleared.begin(), held_.cleared.end());
    return all;
  }

  Steps run(const std::vector<const Expansion*>& expansions, const std::vector<Twin>& twins) {
    for (const Expansion* expansion : expansions) clear_way(*expansion);
    for (const Expansion* expansion : expansions) {
      if (expansion->moves())
        push_drop_mirrors(steps_, *expansion);
      else
        push_drop_helper(steps_, sync_helper(*expansion, from_, middle_.both, to_), Phase::contract);
      steps_.back().check = expansion->moves() ? moved_check(*expansion, middle_.both)
                                               : stray_check(*expansion, from_, middle_.both, to_);
    }
    for (const Expansion* expansion : expansions) drop_foreign_keys(*expansion);
    for (const Expansion* expansion : expansions) swap(*expansion);
    held_.cleared = way_.cleared;
    for (const Expansion* expansion : expansions)
      held_.beside.insert(held_.beside.end(), expansion->functions.begin(), expansion->functions.end());
    for (const Expansion* expansion : expansions) clear_held(*expansion);
    for (const Expansion* expansion : expansions) swap_types(*expansion);
    held_.restore(steps_);
    append(steps_, defaults_);
    append(steps_, bound_again_);
    for (const Expansion* expansion : expansions)
      if (expansion->defaults_wait)
        for (const NewSide& side : expansion->news) set_default(side);
    // Keys before the foreign keys that stand on them.
    for (const bool foreign : {false, true})
      for (const Twin& twin : twins)
        if ((twin.declared.kind == "foreign_key") == foreign) take_name(twin);
    append(steps_, old_types_);
    way_.restore(steps_);
    for (Step& step : steps_) {
      step.phase = Phase::contract;
      step.unit = 1;
    }
    return std::move(steps_);
  }

private:
  static bool is_in(const std::vector<const Expansion*>& expansions, const Id& table) {
    return std::any_of(expansions.begin(), expansions.end(),
                       [&](const Expansion* expansion) { return expansion->table == table; });
  }

  /// What stands on an old column and is no twin (a view): taken away now, put back at the end.
  void clear_way(const Expansion& expansion) {
    if (!expansion.retypes()) return;
    for (const OldSide& old : expansion.olds) way_.clear(old.column, middle_.both, to_, steps_);
  }

  /// Another table's foreign key would keep its column; one of the table itself goes with it.
  void drop_foreign_keys(const Expansion& expansion) {
    for (const OldSide& old : expansion.olds)
      for (const Id& id : from_.dependents(old.column)) {
        const Object* object = from_.find(id);
        if (object == nullptr || object->kind->name != "foreign_key" || !dropped_.insert(id).second) continue;
        steps_.push_back(constraint::drop_step(id, constraint::foreign_key_definition(body<ForeignKey>(*object))));
        steps_.back().back.clear();
        steps_.back().form = &drop_old_side;
      }
  }

  /// Functions over the type, and what calls them: gone while it still has its name.
  void clear_held(const Expansion& expansion) {
    if (expansion.types.empty()) return;
    const std::set<Id> going = going_functions(from_, to_, expansion);
    for (const Id& id : going) drop_function(id, going);
    for (const Id& id : held_by_type(middle_.both, expansion.types.front().declared))
      held_.clear_one(id, middle_.both, to_, steps_);
  }

  /// What calls it goes before it.
  void drop_function(const Id& id, const std::set<Id>& going) {
    if (!gone_functions_.insert(id).second) return;
    for (const Id& caller : from_.dependents(id))
      if (going.contains(caller)) drop_function(caller, going);
    from_.find(id)->kind->drop(*from_.find(id), from_, steps_);
  }

  /// Whoever names the type means the new one from here on.
  void swap_types(const Expansion& expansion) {
    if (expansion.types.empty() || !swapped_.insert(expansion.types.front().declared).second) return;
    const TypeSwap all = expand::swap_types(expansion, middle_.both, to_, cleared());
    append(steps_, all.names);
    append(bound_again_, all.bound);
    append(defaults_, all.defaults);
    append(old_types_, all.drops);
  }
  static void append(Steps& steps, const Steps& more) { steps.insert(steps.end(), more.begin(), more.end()); }

  const Column& column_of(const State& state, const Id& id) const { return body<Column>(*state.find(id)); }

  void swap(const Expansion& expansion) {
    for (const NewSide& side : expansion.news) hand_over_sequences(expansion, side);
    std::vector<std::string> drops;
    for (const OldSide& old : expansion.olds) drops.push_back("DROP COLUMN " + quote_ident(old.column.name()));
    steps_.push_back(make_step(drop_old_side, expansion.olds.front().column,
                               alter_table(expansion.olds.front().column, join(drops, ", "))));
    for (const NewSide& side : expansion.news)
      if (side.beside != side.column) take_column_name(side);
  }

  void take_column_name(const NewSide& side) {
    steps_.push_back(make_step(expand::swap, side.column,
                               alter_table(side.column, "RENAME COLUMN " + quote_ident(side.beside.name()) + " TO " +
                                                            quote_ident(side.column.name()))));
    steps_.back().note =
        side.column.name() + " of " + table_sql(side.column) +
        " is the last column from now on: SELECT * and INSERT without a list of columns see another order.";
    take_not_null_name(side);
    rename_in_indexes(side, middle_.both, steps_);
  }

  /// Another column or a constraint of its table has the name in the end.
  bool has_constraint(const Id& column, const std::string& name) const {
    const Id table = table_of(column);
    const auto columns = to_.children(table, column.kind);
    const auto kinds = child_kinds(*to_.find(table)->kind);
    return std::any_of(columns.begin(), columns.end(),
                       [&](const Object* other) {
                         return other->id != column && body<Column>(*other).not_null &&
                                recipes::own_not_null_name(*other) == name;
                       }) ||
           std::any_of(kinds.begin(), kinds.end(), [&](const Kind* kind) {
             return is_constraint(*kind) && to_.find({kind->name, table.path.child(name)}) != nullptr;
           });
  }

  /// From PostgreSQL 18 on its NOT NULL is a constraint, and the old column had the name.
  void take_not_null_name(const NewSide& side) {
    if (middle_.both.server_major < 18 || !column_of(middle_.both, side.beside).not_null) return;
    const std::string wanted = recipes::own_not_null_name(*to_.find(side.column));
    const Object* open = from_.find(side.beside);
    const bool is_there = open != nullptr && body<Column>(*open).not_null;
    const std::string name =
        is_there ? recipes::own_not_null_name(*open) : recipes::not_null_name(from_, middle_.both, side.beside);
    if (name != wanted && !has_constraint(side.column, wanted))
      steps_.push_back(
          make_step(expand::swap, side.column,
                    alter_table(side.column, "RENAME CONSTRAINT " + quote_ident(name) + " TO " + quote_ident(wanted))));
  }

  void set_default(const NewSide& side) {
    const Column& column = column_of(to_, side.column);
    if (!column.default_value.empty())
      steps_.push_back(make_step(column::set_default, side.column,
                                 column::alter_column(side.column, "SET DEFAULT " + column.default_value)));
    if (!column.identity.empty()) name_sequence(side.column);
  }

  /// Before the old column goes: its numbers go on where they are.
  void hand_over_sequences(const Expansion& expansion, const NewSide& side) {
    const Column& column = column_of(to_, side.column);
    for (const Id& id : to_.dependents(side.column)) {
      const Object* sequence = to_.find(id);
      if (sequence == nullptr || sequence->kind->name != "sequence" || from_.find(id) == nullptr) continue;
      steps_.push_back(make_step(expand::swap, side.column,
                                 "ALTER SEQUENCE " + own_sql(id) + " OWNED BY " + qualified(side.beside.path)));
    }
    if (column.identity.empty()) return;
    number_anew(*from_.find(expansion.olds.front().column), side.beside, column, steps_);
  }

  void name_sequence(const Id& column) {
    if (const std::string sql = name_sequence_sql(column); !sql.empty())
      steps_.push_back(make_step(expand::swap, column, sql));
  }

  void take_name(const Twin& twin) {
    if (is_key_of_leaves(from_, twin.declared)) return take_leaf_keys(twin, from_, to_, steps_);
    if (twin.declared.kind == "primary_key") {
      const auto& key = body<KeyConstraint>(*to_.find(twin.declared));
      const std::string adopt =
          "PRIMARY KEY USING INDEX " + quote_ident(twin.beside.name()) + deferrable_clause(key.deferrable);
      steps_.push_back(adopt_key(twin.declared, *to_.find(table_of(twin.declared)), twin.declared.name(), adopt));
      return;
    }
    const Object& beside = *middle_.both.find(twin.beside);
    beside.kind->rename(beside, twin.declared, steps_);
    steps_.back().back.clear();
    rename_parts(twin, from_, to_, steps_);
  }

  const State& from_;
  const Expanded& middle_;
  const State& to_;
  Steps steps_;
  Clearing way_;
  Clearing held_;     ///< what stands on types, and is back before defaults call it
  Steps bound_again_; ///< functions
  Steps defaults_;    ///< of domains
  std::set<Id> dropped_;
  std::set<Id> swapped_; ///< types
  std::set<Id> gone_functions_;
  Steps old_types_;
};

bool is_view(const Object& object) { return object.kind->rebuilt_around; }
/// Rows of a table are there under any name of a column.
bool is_data(const Object& object) { return object.kind->contents_sql != nullptr; }

/// What must be there before, what goes, and what is free afterwards.
void add_words(Step& first, const State& from, const State& both, const State& to,
               const std::vector<const Expansion*>& expansions, const std::set<Id>& cleared) {
  const auto free_needs = [&](const Id& id) {
    for (const Id& need : from.needs(id))
      if (both.find(need) == nullptr || to.find(need) == nullptr) first.frees.push_back(need);
  };
  for (const Expansion* expansion : expansions) {
    for (const NewSide& side : expansion->news) {
      first.needs.push_back(side.beside);
      // A view that is made over it follows when it takes its name.
      for (const Id& id : both.dependents(side.beside))
        if (const Object* object = both.find(id); object != nullptr && is_view(*object)) first.needs.push_back(id);
    }
    for (const OldSide& old : expansion->olds) {
      first.breaks.push_back(old.column);
      free_needs(old.column);
      for (const Id& id : from.dependents(old.column))
        if (const Object* object = both.find(id); object != nullptr && !is_view(*object) && !is_data(*object))
          first.breaks.push_back(id);
    }
  }
  for (const Id& id : cleared) {
    first.needs.push_back(id); // in the shape that it has by then
    for (const Id& need : to.needs(id))
      if (both.find(need) != nullptr) first.needs.push_back(need);
    free_needs(id);
    for (const Id& dependent : from.dependents(id))
      if (both.find(dependent) == nullptr) first.makes.push_back(dependent); // must have gone
  }
}

} // namespace

std::vector<Steps> close_steps(const State& from, const Expanded& middle, const State& to) {
  Groups groups(from, middle, to);
  std::map<Id, std::vector<const Expansion*>> expansions;
  std::map<Id, std::vector<Twin>> twins;
  for (const Expansion& expansion : middle.expansions) expansions[groups.root(expansion.table)].push_back(&expansion);
  for (const Twin& twin : middle.twins) twins[groups.root(table_of(twin.declared))].push_back(twin);
  std::vector<Steps> all;
  for (const auto& [root, list] : expansions) {
    Closing closing(from, middle, to);
    Steps changing = closing.run(list, twins[root]);
    add_words(changing.front(), from, middle.both, to, list, closing.cleared());
    for (const Id& id : recipes::filled_beside(middle, closing.cleared())) changing.front().needs.push_back(id);
    if (Steps fill = recipes::fill_beside(middle, closing.cleared()); !fill.empty()) all.push_back(std::move(fill));
    all.push_back(std::move(changing));
  }
  return all;
}

} // namespace lockstep::expand
