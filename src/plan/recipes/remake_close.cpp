// The end of a partitioning: the old table goes, and the new one takes its name with all that stood on it, in one
// transaction of catalog changes.
#include "kinds/access.hpp"
#include "kinds/column.hpp"
#include "kinds/constraint.hpp"
#include "kinds/kinds.hpp"
#include "kinds/privileges.hpp"
#include "kinds/table.hpp"
#include "plan/recipes/remake.hpp"
#include "plan/recipes/views_beside.hpp"

#include <algorithm>

namespace lockstep::expand {

namespace {

class Closing {
public:
  Closing(const Remade& remade, const State& from, const Expanded& middle, const State& to)
      : remade_(remade), from_(from), both_(middle.both), to_(to), standing_(standing_on(from, remade.table)) {
    way_.beside = middle.view_twins;
  }

  [[nodiscard]] const std::set<Id>& cleared() const { return way_.cleared; }

  Steps run() {
    drop_mirror_away();
    drop_foreign_keys();
    clear_way();
    share_access();
    hand_over_numbers();
    push(drop_old_side, "DROP TABLE " + table_sql(remade_.table));
    take_names();
    put_parts_back();
    Steps back;
    way_.restore(back);
    add(std::move(back));
    add_foreign_keys();
    for (Step& step : steps_) step.phase = Phase::contract;
    return std::move(steps_);
  }

private:
  void push(const Form& form, const std::string& sql) {
    steps_.push_back(make_step(form, remade_.table, sql));
    steps_.back().unit = 1;
  }

  /// Statements of a kind, in the one transaction.
  void add(Steps made) {
    for (Step& step : made) {
      if (step.table == remade_.table) step.subject = remade_.table;
      step.unit = 1;
      step.makes.clear();
      step.needs.clear();
      step.breaks.clear();
      step.back.clear();
      steps_.push_back(std::move(step));
    }
  }
  void make(const Object& object) {
    Steps made;
    create_steps(object, to_, made);
    add(std::move(made));
  }

  void drop_mirror_away() {
    const Mirror mirror = mirror_of(remade_);
    for (const Id& trigger : {mirror.rows, mirror.truncate})
      push(drop_trigger, "DROP TRIGGER " + quote_ident(trigger.name()) + " ON " + table_sql(remade_.table));
    steps_.front().check = remade_check(remade_, both_);
    push(drop_function, "DROP FUNCTION " + quote_ident(mirror.function.path.front()) + "." + mirror.function.name());
  }

  std::vector<const Object*> standing(std::string_view kind) const {
    std::vector<const Object*> found;
    for (const Id& id : standing_)
      if (id.kind == kind) found.push_back(from_.find(id));
    return found;
  }

  void drop_foreign_keys() {
    for (const Object* key : standing("foreign_key")) {
      push(expand::swap, alter_table(key->id, constraint::drop_action(key->id)));
      steps_.back().table = table_of(key->id);
    }
  }

  /// Keys that were NOT VALID stay so.
  void add_foreign_keys() {
    Steps valid;
    for (const Object* key : standing("foreign_key")) {
      const auto& what = body<ForeignKey>(*key);
      const std::string unchecked = what.not_valid || what.not_enforced ? "" : " NOT VALID";
      push(expand::swap,
           alter_table(key->id, constraint::add_action(key->id, constraint::foreign_key_definition(what)) + unchecked));
      steps_.back().table = table_of(key->id);
      if (!unchecked.empty()) valid.push_back(constraint::validate_step(key->id));
      Steps comment;
      constraint::push_constraint_comment(comment, key->id, what.comment);
      add(std::move(comment));
    }
    steps_.insert(steps_.end(), valid.begin(), valid.end());
  }

  /// Views, and what stands on them; what is below the table goes with it.
  void clear_way() {
    for (const auto& [id, object] : from_.objects())
      if (is_of_table(id, remade_.table)) way_.cleared.insert(id);
    Steps away;
    for (const auto& [id, object] : from_.objects())
      if (is_of_table(id, remade_.table)) way_.clear(id, both_, to_, away);
    add(std::move(away));
  }

  void share_access() {
    Step share = share_privileges(remade_.table, remade_.beside, "TABLE");
    share.note = "The new table gets the owner and the grants of the old one.";
    add({share});
  }

  /// Sequences go on where they are.
  void hand_over_numbers() {
    for (const auto& [id, sequence] : from_.objects()) {
      if (id.kind != "sequence") continue;
      const Id column = sequence.kind->owner(sequence);
      if (!column.path.empty() && is_of_table(column, remade_.table))
        push(expand::swap,
             "ALTER SEQUENCE " + own_sql(id) + " OWNED BY " + qualified(remade_.beside.path.child(column.name())));
    }
    for (const Object* column : to_.children(remade_.table, "column"))
      if (!body<Column>(*column).identity.empty()) number_anew(*column);
  }

  void number_anew(const Object& column) {
    const Id beside{"column", remade_.beside.path.child(column.id.name())};
    Steps made;
    expand::number_anew(*from_.find(column.id), beside, body<Column>(column), made);
    add(std::move(made));
  }

  void take_names() {
    push(expand::swap, "ALTER TABLE " + table_sql(remade_.beside) + " RENAME TO " + quote_ident(remade_.table.name()));
    for (const Twin& twin : remade_.twins) {
      Object beside = *to_.find(twin.declared);
      beside.id.path = twin.declared.path.with_back(twin.beside.name());
      Steps made;
      beside.kind->rename(beside, twin.declared, made);
      for (Step& step : made) step.form = &expand::swap;
      add(std::move(made));
    }
    for (const Object* column : to_.children(remade_.table, "column"))
      if (!body<Column>(*column).identity.empty())
        if (const std::string sql = name_sequence_sql(column->id); !sql.empty()) push(expand::swap, sql);
  }

  /// Triggers and policies come before row security is switched on.
  void put_parts_back() {
    for (const char* kind : {"trigger", "policy"})
      for (const Object* part : to_.children(remade_.table, kind)) make(*part);
    const Object& whole = *to_.find(remade_.table);
    Object bare = whole;
    bare.body = both_.find(remade_.beside)->body;
    Table strict = body<Table>(bare);
    strict.owner = body<Table>(whole).owner; // shared already
    strict.grants = body<Table>(whole).grants;
    bare.body = std::make_shared<const Table>(strict);
    Steps made;
    alter_steps(bare, whole, differing(bare, whole), to_, made);
    add(std::move(made));
  }

  const Remade& remade_;
  const State& from_;
  const State& both_;
  const State& to_;
  std::set<Id> standing_;
  Clearing way_;
  Steps steps_;
};

} // namespace

std::vector<Steps> close_remade(const Remade& remade, const State& from, const Expanded& middle, const State& to) {
  Closing closing(remade, from, middle, to);
  Steps steps = closing.run();
  // The proof can not hold the rows against each other where it has put other ones into each table.
  if (remade.open) steps.front().subject = remade.beside;
  steps.front().needs.push_back(remade.beside);
  steps.front().breaks.push_back(remade.table);
  std::vector<Steps> all;
  if (Steps fill = recipes::fill_beside(middle, closing.cleared()); !fill.empty()) {
    fill.front().note = "Filled over " + table_sql(remade.beside) + " before that takes the place of " +
                        table_sql(remade.table) + "; a REFRESH of the old ones meanwhile is lost.";
    for (const Id& id : recipes::filled_beside(middle, closing.cleared())) steps.front().needs.push_back(id);
    all.push_back(std::move(fill));
  }
  all.push_back(std::move(steps));
  return all;
}

} // namespace lockstep::expand
