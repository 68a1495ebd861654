// Each question runs on the state before the plan, so that no answer hangs on another's.
#include "plan/measure_changes.hpp"

#include <lockstep/error.hpp>

#include "base/sql.hpp"
#include "base/text.hpp"
#include "catalog/read.hpp"
#include "kinds/column.hpp"
#include "kinds/extension.hpp"
#include "kinds/partition.hpp"
#include "model/field_value.hpp"
#include "model/kind.hpp"

#include <algorithm>
#include <array>

namespace lockstep {

namespace {

bool only_the_server_knows(const Form& form) {
  constexpr std::array forms{&column::set_type, &column::add, &column::add_rewriting, &column::set_not_null};
  return std::find(forms.begin(), forms.end(), &form) != forms.end();
}

/// Partitions that are managed elsewhere hold the rows: without one, a rewrite of all of them would look like nothing.
void stand_in_for_unseen(const State& from, const State& to, Steps& steps) {
  for (const auto& [id, object] : to.objects()) {
    if (object.hints.empty() || !partition::has_unseen(to, id) || !partition::is_partitioned(from, id)) continue;
    if (!partition::children_of(from, id).empty()) continue;
    const bool hash = lower(text_of(*from.find(id), "partition_by")).starts_with("hash");
    Step step;
    step.sql = "CREATE TABLE " + qualified(id.path.front(), "lockstep_unseen_" + std::to_string(steps.size())) +
               " PARTITION OF " + table_sql(id) + (hash ? " FOR VALUES WITH (MODULUS 1, REMAINDER 0)" : " DEFAULT");
    steps.push_back(step);
  }
}

/// The steps of a change that has such a statement on a table that is there.
Steps questions_of(const Change& change, const State& from, const State& to) {
  Steps steps;
  const Object& object = change.object();
  if (object.id.kind != "column" || from.find(table_of(object.id)) == nullptr) return steps;
  if (change.verb == Verb::create) object.kind->create(*change.to, to, steps);
  if (change.verb == Verb::alter) object.kind->alter(*change.from, *change.to, change.changed, to, steps);
  std::erase_if(steps, [](const Step& step) { return !only_the_server_knows(*step.form); });
  return steps;
}

/// Only the server knows which extensions are trusted.
void settle_extension(Connection& scratch, const Change& change, const State& to, Verdicts& verdicts) {
  const Rows untrusted =
      scratch.exec("SELECT FROM pg_available_extension_versions WHERE name = $1 AND superuser AND NOT trusted",
                   {change.id().name()});
  if (untrusted.size() == 0) return;
  Steps steps;
  change.to->kind->create(*change.to, to, steps);
  for (const Step& step : steps)
    if (step.form == &extension::create) verdicts.forms[step.sql] = &extension::create_untrusted;
}

/// One transaction on the scratch database, rolled back at its end.
class Question {
public:
  Question(Connection& scratch, const Steps& before, const State& from, const State& to)
      : scratch_(scratch), from_(from), to_(to) {
    scratch_.exec("BEGIN; SET LOCAL TimeZone = 'UTC'");
    for (const Step& step : before) scratch_.exec(step.sql);
  }
  ~Question() {
    try {
      scratch_.exec("ROLLBACK");
    } catch (const Error&) { // the next statement tells what is wrong with the connection
    }
  }
  Question(const Question&) = delete;
  Question& operator=(const Question&) = delete;

  /// Makes what the changed object needs and takes away what stands in its way.
  void prepare(const Change& change) {
    make_needs(change.id());
    if (!is_reshaped(change)) return;
    clear_way(change.id());
    lead_up(change);
  }

  /// Takes away what stands on the changed object and changes, or goes, too: a check of a text need not be one of a
  /// number.
  void clear_changing(const std::vector<const Change*>& changing) {
    for (const Change* one : changing) clear_one(*one->from);
  }

private:
  void make_needs(const Id& id) {
    for (const Id& need : to_.needs(id)) {
      const Object* object = to_.find(need);
      if (object == nullptr || from_.find(need) != nullptr || !done_.insert(need).second) continue;
      make_needs(need);
      Steps steps;
      object->kind->create(*object, to_, steps);
      for (const Step& step : steps)
        if (!step.form->follows_up) scratch_.exec(step.sql); // a sequence would be owned by the column that is to come
    }
  }

  /// What comes before the type changes: an identity, which would have to count in the new one.
  void lead_up(const Change& change) {
    if (change.verb != Verb::alter) return;
    Steps steps;
    change.to->kind->alter(*change.from, *change.to, change.changed, to_, steps);
    for (const Step& step : steps) {
      if (only_the_server_knows(*step.form)) return;
      scratch_.exec(step.sql);
    }
  }

  void clear_way(const Id& id) {
    for (const Id& dependent : from_.dependents(id)) {
      const Object* object = from_.find(dependent);
      if (object != nullptr && object->kind->rebuilt_around) clear_one(*object);
    }
  }

  void clear_one(const Object& object) {
    if (!done_.insert(object.id).second) return;
    clear_way(object.id);
    Steps steps;
    object.kind->drop(object, from_, steps);
    for (const Step& step : steps) scratch_.exec(step.sql);
  }

  Connection& scratch_;
  const State& from_;
  const State& to_;
  std::set<Id> done_;
};

bool is_data_error(const Error& error) { return !error.sqlstate.empty(); }

/// Objects on reshaped columns that differ as well: PostgreSQL spells an expression anew when its column's type
/// changes.
bool may_be_carried(const Change& change, const State& from, const std::vector<Change>& changes) {
  if (change.from == nullptr || change.to == nullptr || change.changed.fields.empty()) return false;
  return std::any_of(changes.begin(), changes.end(), [&](const Change& other) {
    return is_reshaped(other) && other.id() != change.id() && from.needs(change.id()).contains(other.id());
  });
}

/// Which of these changes are done once the types have changed.
std::set<Id> find_carried(Connection& scratch, const Steps& before, const State& from, const State& to,
                          const std::vector<Change>& changes) {
  std::set<Id> carried;
  for (const Change& change : changes)
    if (may_be_carried(change, from, changes)) carried.insert(change.id());
  if (carried.empty()) return carried;
  Question question(scratch, before, from, to);
  for (const Change& change : changes) {
    if (!is_reshaped(change)) continue;
    question.prepare(change);
    for (const Step& step : questions_of(change, from, to))
      if (step.form == &column::set_type) scratch.exec(step.sql);
  }
  const State reached = read_state(scratch, {.search_path = {}, .ignore_schemas = {}, .inside_transaction = true});
  for (const Change& left : diff_states(reached, to)) carried.erase(left.id());
  return carried;
}

/// What the server says of one statement.
class Measurement {
public:
  Measurement(Connection& scratch, const Steps& before, const State& from, const State& to,
              const std::vector<Change>& changes)
      : scratch_(scratch), before_(before), from_(from), to_(to), changes_(changes) {}

  /// A statement that fails has no verdict: to say so is not for here.
  void measure(const Change& change, const Step& step, Verdicts& verdicts) {
    if (try_with({}, change, step, verdicts)) return;
    const std::vector<const Change*> changing = changing_on(change.id());
    if (changing.empty() || !try_with(changing, change, step, verdicts)) return;
    for (const Change* one : changing) verdicts.unfit.emplace(one->id(), change.id());
  }

private:
  std::vector<const Change*> changing_on(const Id& column) const {
    std::vector<const Change*> found;
    for (const Change& other : changes_)
      if (other.from != nullptr && other.id().kind != "column" && from_.needs(other.id()).contains(column))
        found.push_back(&other);
    return found;
  }

  bool try_with(const std::vector<const Change*>& changing, const Change& change, const Step& step,
                Verdicts& verdicts) {
    try {
      Question question(scratch_, before_, from_, to_);
      question.prepare(change);
      question.clear_changing(changing);
      verdicts.forms[step.sql] = settled_form(*step.form, run_measured(scratch_, step.sql, qualified(step.table.path)));
      return true;
    } catch (const Error& error) {
      if (!is_data_error(error) || !scratch_.alive()) throw;
    }
    return false;
  }

  Connection& scratch_;
  const Steps& before_;
  const State& from_;
  const State& to_;
  const std::vector<Change>& changes_;
};

} // namespace

const Form* settled_form(const Form& claimed, const Measured& measured) {
  if (&claimed == &column::set_type) {
    if (measured.rewrote_table) return &column::set_type_rewriting;
    if (measured.rebuilt_index) return &column::set_type_rebuilding;
    return measured.scanned ? &column::set_type_checking : &claimed;
  }
  if (&claimed == &column::add && measured.rewrote_table) return &column::add_rewriting;
  if (&claimed == &column::add_rewriting && !measured.rewrote_table) return &column::add;
  if (&claimed == &partition::attach && measured.scanned) return &partition::attach_scanning;
  if (&claimed == &column::set_not_null && !measured.scanned) return &column::set_not_null_proven;
  return &claimed;
}

Verdicts measure_changes(const std::string& conninfo, const Steps& renames, const State& from, const State& to,
                         const std::vector<Change>& changes) {
  Steps before = renames;
  stand_in_for_unseen(from, to, before);
  Verdicts verdicts;
  std::optional<Connection> scratch;
  for (const Change& change : changes) {
    if (change.id().kind == "extension" && change.verb == Verb::create) {
      if (!scratch) scratch.emplace(conninfo);
      settle_extension(*scratch, change, to, verdicts);
    }
    for (const Step& step : questions_of(change, from, to)) {
      if (!scratch) scratch.emplace(conninfo);
      Measurement(*scratch, before, from, to, changes).measure(change, step, verdicts);
    }
  }
  try {
    if (scratch) verdicts.carried = find_carried(*scratch, before, from, to, changes);
  } catch (const Error& error) { // then each change is made by itself
    if (!is_data_error(error) || !scratch->alive()) throw;
  }
  return verdicts;
}

} // namespace lockstep
