// What is reshaped around the new side goes back first, then the new side goes in one transaction for each table, then
// the old side is as strict again as it was.
#include "plan/abort.hpp"

#include "kinds/constraint.hpp"
#include "kinds/kinds.hpp"
#include "kinds/partition.hpp"
#include "kinds/render.hpp"
#include "model/field_value.hpp"
#include "plan/abort_reach.hpp"
#include "plan/mentions.hpp"
#include "plan/recipes/expand_forms.hpp"
#include "plan/recipes/expand_standing.hpp"
#include "plan/recipes/index_marks.hpp"
#include "plan/recipes/recipe.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace lockstep {

namespace {

/// Goes with its column.
bool goes_along(const Object& object) { return object.kind->name == "index" || is_constraint(*object.kind); }

class Way {
public:
  Way(const State& before, const State& open, const State& closed, const std::vector<AbortedShape>& shapes)
      : before_(before), open_(open), shapes_(shapes), reach_(abort_reach(before, open, closed, shapes)),
        filled_(filled_columns()) {}

  Abort run(const std::vector<std::string>& checks) {
    State around = open_;        // what stands on the new side has gone or has its old shape
    for (const Id& id : filled_) // no trigger fills them in any more for old code
      put_back_fields(around, id, [](const Field& field, const Object&) { return field.key.starts_with("not_null"); });
    for (const Id& id : reach_.standing) put_back(around, id, true);
    for (const Id& id : reach_.standing) put_back_marks(around, id);
    State without = around;
    for (const Id& id : reach_.standing) put_back(without, id, false);
    for (const std::set<Id>* gone : {&reach_.news, &reach_.family})
      for (const Id& id : *gone) remove(without, id);
    for (const Id& id : reach_.helpers) remove(without, id);
    State target = without;
    for (const AbortedShape& shape : shapes_)
      for (const Id& old : shape.olds) // columns that lost their NOT NULL for new code get it back
        if (old.kind == "column")
          put_back_fields(target, old, [](const Field& field, const Object&) { return field.key == "not_null"; });
    add(make_plan(open_, around, diff_states(open_, around)));
    drop_foreign_keys();
    drop_news(checks);
    drop_tables();
    drop_types();
    drop_fills();
    add(make_plan(without, target, diff_states(without, target)));
    return {std::move(plan_), std::move(target)};
  }

private:
  static void remove(State& state, const Id& id) {
    if (state.find(id) != nullptr) state.remove(id);
  }

  void put_back(State& state, const Id& id, bool only_around) const {
    const Object* old = before_.find(id);
    if (old == nullptr) {
      if (!only_around || !goes_along(*open_.find(id))) remove(state, id);
      return;
    }
    remove(state, id);
    state.put(*old);
    for (const Id& need : before_.needs(id)) state.need(id, need);
  }

  /// Columns of both versions whose NULLs a trigger fills in until the contract: there is no new side to go.
  std::vector<Id> filled_columns() const {
    std::vector<Id> found;
    for (const Id& id : reach_.helpers) {
      const Object& function = *open_.find(id);
      if (id.kind != "function" || function.kind->loose_text == nullptr) continue;
      const std::string text = function.kind->loose_text(function);
      for (const Id& trigger : open_.dependents(id))
        for (const Object* column : open_.children(table_of(trigger), "column")) {
          const Object* old = before_.find(column->id);
          if (old != nullptr && names_word(text, column->id.name()) && value_of(*old, "not_null") == Value(false))
            found.push_back(column->id);
        }
    }
    return found;
  }

  /// Fields are as they were before.
  template <typename Which> void put_back_fields(State& state, const Id& id, Which which) const {
    const Object* old = before_.find(id);
    const Object* now = state.find(id);
    if (old == nullptr || now == nullptr) return;
    state.put(with_fields_of(*now, [&](const Field& field) { return which(field, *now) ? old : now; }));
  }

  /// REPLICA IDENTITY and CLUSTER ON by an index that goes with the new side.
  void put_back_marks(State& state, const Id& index) const {
    if (!goes_along(*open_.find(index))) return;
    put_back_fields(state, table_of(index), [&](const Field& field, const Object& table) {
      return (field.key == "replica_identity_index" || field.key == "cluster_on") &&
             field.get(table.body.get()) == Value(index.name());
    });
    put_back_marks_of_parts(state, table_of(index), index);
  }

  /// A partition goes by its part of it.
  void put_back_marks_of_parts(State& state, const Id& table, const Id& whole) const {
    for (const Object* part : partition::children_of(open_, table)) {
      if (!marked_part(open_, part->id, whole).empty())
        put_back_fields(state, part->id, [](const Field& field, const Object&) {
          return field.key == "replica_identity_index" || field.key == "identity_whole" || field.key == "cluster_on" ||
                 field.key == "cluster_whole";
        });
      put_back_marks_of_parts(state, part->id, whole);
    }
  }

  void add(Plan part) {
    const int offset = ++parts_ * 10000000;
    for (Planned& planned : part.steps) {
      planned.step.phase = Phase::contract;
      if (planned.step.unit > 0) planned.step.unit += offset;
      plan_.steps.push_back(std::move(planned));
    }
  }

  void push(Step step, int unit) {
    step.phase = Phase::contract;
    step.unit = unit;
    step.back.clear();
    plan_.steps.push_back(
        {.step = std::move(step), .in_use = true, .sequence = 0, .position = 0, .mentions = {}, .seen = {}});
  }

  /// A foreign key locks a second table: each goes by itself.
  void drop_foreign_keys() {
    for (const Id& id : reach_.standing) {
      if (id.kind != "foreign_key") continue;
      push(make_step(expand::drop_new_side, id, alter_table(id, "DROP CONSTRAINT IF EXISTS " + quote_ident(id.name()))),
           0);
    }
  }

  void drop_news(const std::vector<std::string>& checks) {
    std::map<Id, std::vector<std::string>> columns;
    for (const Id& id : reach_.news)
      if (id.kind == "column") columns[table_of(id)].push_back("DROP COLUMN IF EXISTS " + quote_ident(id.name()));
    for (const auto& [table, drops] : columns) {
      const int unit = ++parts_ * 10000000;
      Steps steps;
      for (const Id& kept : kept_in_step_with(table)) push_helper_drops(kept, steps);
      steps.push_back(
          make_step(expand::drop_new_side, subject_of(table), alter_table(subject_of(table), join(drops, ", "))));
      std::size_t at = 0;
      for (const std::string& check : checks)
        if (std::string rows = filled_rows(check, table); !rows.empty() && at < steps.size())
          steps[at++].check = std::move(rows);
      for (Step& step : steps) push(std::move(step), unit);
    }
  }

  /// The table, and those whose columns have moved to it.
  std::set<Id> kept_in_step_with(const Id& table) const {
    std::set<Id> tables{table};
    for (const AbortedShape& shape : shapes_)
      for (const Id& id : shape.news)
        if (!shape.olds.empty() && table_of(id) == table) tables.insert(table_of(shape.olds.front()));
    return tables;
  }

  /// No row is lost: the old table holds them all.
  void drop_tables() {
    for (const AbortedShape& shape : shapes_)
      for (const Id& id : shape.news) {
        if (id.kind != "table" || !reach_.news.contains(id)) continue;
        const int unit = ++parts_ * 10000000;
        Steps steps;
        push_helper_drops(table_of(shape.olds.front()), steps);
        push_helper_drops(id, steps);
        steps.push_back(make_step(expand::drop_new_side, id, drop_if_exists(id)));
        for (Step& step : steps) push(std::move(step), unit);
      }
  }

  /// Triggers of tables that have no new side.
  void drop_fills() {
    std::set<Id> tables;
    for (const Id& id : reach_.helpers)
      if (id.kind == "trigger" && !settled_.contains(table_of(id))) tables.insert(table_of(id));
    for (const Id& table : tables) {
      const int unit = ++parts_ * 10000000;
      Steps steps;
      push_helper_drops(table, steps);
      for (Step& step : steps) push(std::move(step), unit);
    }
  }

  /// Types that were made for new columns, and functions over them.
  void drop_types() {
    for (const Id& id : reach_.helpers)
      if (id.kind == "enum") drop_over(id, ++parts_ * 10000000);
  }

  /// What stands on it goes before it.
  void drop_over(const Id& id, int unit) {
    if (!dropped_.insert(id).second) return;
    for (const Id& other : open_.dependents(id))
      if (reach_.helpers.contains(other) && (is_type_beside(*find_kind(other.kind)) || other.kind == "function"))
        drop_over(other, unit);
    push(make_step(id.kind == "function" ? expand::drop_function : expand::drop_new_side, id, drop_if_exists(id)),
         unit);
  }

  static std::string drop_if_exists(const Id& id) {
    std::string words = find_kind(id.kind)->target(id);
    return "DROP " + words.insert(words.find(' '), " IF EXISTS");
  }

  /// Rows that the backfill has not come to hold nothing that could get lost.
  std::string filled_rows(const std::string& check, const Id& table) const {
    const std::size_t where = check.find(" WHERE ");
    const std::size_t limit = check.rfind(" LIMIT ");
    if (where == std::string::npos || limit == std::string::npos) return {};
    const std::string condition = check.substr(where + 7, limit - where - 7);
    for (const AbortedShape& shape : shapes_) {
      std::vector<std::string> names;
      for (const Id& id : shape.news)
        if (id.kind == "column" && names_unqualified(condition, id.name())) names.push_back(quote_ident(id.name()));
      if (names.empty() || names.size() != shape.news.size()) continue;
      if (table_of(shape.news.front()) != table) continue;
      if (!check.substr(0, where).ends_with(" FROM " + table_sql(table))) continue;
      return check.substr(0, where) + " WHERE num_nonnulls(" + join(names, ", ") + ") > 0 AND (" + condition + ")" +
             check.substr(limit);
    }
    return {};
  }

  Id subject_of(const Id& table) const {
    for (const Id& id : reach_.news)
      if (table_of(id) == table) return id;
    return table;
  }

  /// No trigger may meet a table without its new columns.
  void push_helper_drops(const Id& table, Steps& steps) {
    settled_.insert(table);
    std::set<Id> functions;
    for (const Id& id : reach_.helpers) {
      if (id.kind != "trigger" || table_of(id) != table) continue;
      steps.push_back(make_step(expand::drop_trigger, subject_of(table),
                                "DROP TRIGGER IF EXISTS " + quote_ident(id.name()) + " ON " + table_sql(table)));
      for (const Id& need : open_.needs(id))
        if (reach_.helpers.contains(need)) functions.insert(need);
    }
    for (const Id& id : functions)
      steps.push_back(make_step(expand::drop_function, subject_of(table), drop_if_exists(id)));
    for (const Id& id : tallies_of(functions))
      steps.push_back(make_step(expand::drop_tally, subject_of(table), drop_if_exists(id)));
    push_proof_drops(table, steps);
  }

  /// Of NOT NULLs that came only half way.
  void push_proof_drops(const Id& table, Steps& steps) const {
    constexpr int without_proof = 18;
    for (const Id& id : filled_)
      if (table_of(id) == table && open_.server_major < without_proof)
        steps.push_back(
            make_step(constraint::drop, id,
                      alter_table(id, "DROP CONSTRAINT IF EXISTS " +
                                          quote_ident(recipes::proving_check(open_, before_, table, id).name()))));
  }

  /// Sequences that the bodies of these functions name.
  std::vector<Id> tallies_of(const std::set<Id>& functions) const {
    std::vector<Id> found;
    for (const Id& id : reach_.helpers) {
      if (id.kind != "sequence") continue;
      for (const Id& function : functions) {
        const Object& object = *open_.find(function);
        if (object.kind->loose_text != nullptr && names_word(object.kind->loose_text(object), id.name()))
          found.push_back(id);
      }
    }
    return found;
  }

  const State& before_;
  const State& open_;
  const std::vector<AbortedShape>& shapes_;
  const AbortReach reach_;
  const std::vector<Id> filled_;
  std::set<Id> dropped_; ///< functions
  std::set<Id> settled_; ///< tables that have lost their helpers
  Plan plan_;
  int parts_ = 0;
};

} // namespace

Abort plan_abort(const State& before, const State& open, const State& closed, const std::vector<AbortedShape>& shapes,
                 const std::vector<std::string>& checks) {
  return Way(before, open, closed, shapes).run(checks);
}

} // namespace lockstep
