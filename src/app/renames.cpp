// Renames: declared ones are carried out in a transaction that is rolled back, possible ones are spelled out.
#include "app/renames.hpp"

#include <lockstep/lockstep.hpp>

#include "app/moves.hpp"
#include "app/renamed_values.hpp"
#include "base/sql.hpp"
#include "base/text.hpp"
#include "diff/report.hpp"
#include "kinds/kinds.hpp"
#include "plan/expansion.hpp"
#include "plan/mentions.hpp"
#include "plan/recipes/adopted.hpp"
#include "plan/together.hpp"
#include "run/stand_in.hpp"

#include <algorithm>
#include <optional>
#include <set>

namespace lockstep {

namespace {

Error hint_error(const Object& object, const std::string& old_name) {
  Error error = usage_error(to_text(object.id) + " says renamed_from = \"" + old_name + "\", but there is no " +
                                std::string(object.kind->title) + " of that name",
                            "Correct the name, or take the hint away when the rename is long done.");
  error.where = object.places.find("renamed_from").value_or(object.places.whole()).text();
  return error;
}

/// The id that the object had, or an empty one when its hint does not apply (any more).
Id old_id_of(const Object& object, const State& from) {
  const auto hint = object.hints.find("renamed_from");
  if (hint == object.hints.end() || from.find(object.id) != nullptr) return {};
  Id old = object.id;
  old.path = old.path.with_back(former_name(object, hint->second));
  if (from.find(old) != nullptr) return old;
  if (object.kind->parent != nullptr && from.find({object.kind->parent->name, old.path.parent()}) == nullptr) return {};
  const bool fresh = from.objects().empty();
  if (!fresh) throw hint_error(object, hint->second);
  return {};
}

bool loses_data(const Object& object, const State& state) {
  Steps steps;
  object.kind->drop(object, state, steps);
  return std::any_of(steps.begin(), steps.end(),
                     [](const Step& step) { return (step.form->hazards & data_loss) != 0; });
}

/// The part of a table that goes while this one, which differs in its name alone, comes: a constraint or an index whose
/// new name costs a moment, where a drop and a new build would cost a scan. Empty when there is none.
Id same_under_another_name(const Object& object, const State& from, const State& to, const std::set<Id>& taken) {
  if (object.kind->scope != Scope::parent || from.find(object.id) != nullptr) return {};
  const Id parent{object.kind->parent->name, {object.id.path.begin(), object.id.path.end() - 1}};
  if (key_given_up_for(from, to, object.id) != nullptr) return {};
  for (const Object* before : from.children(parent, object.kind->name)) {
    if (to.find(before->id) != nullptr || taken.contains(before->id) || loses_data(*before, from)) continue;
    // Each key changes places with the one that takes its name.
    if (is_given_up_for_another(from, to, before->id)) return {};
    // A table has one: another name and other columns are changes of the one that it has, which is never missing.
    if (object.kind->name == "primary_key") return before->id;
    const Changed changed = differing(*before, object);
    if (std::all_of(changed.fields.begin(), changed.fields.end(),
                    [](const Field* field) { return field->key == "comment"; }))
      return before->id;
  }
  return {};
}

std::vector<std::string> child_names(const Object& object, const State& state) {
  std::vector<std::string> names;
  for (const Kind* kind : child_kinds(*object.kind))
    if (kind->inline_sql != nullptr && kind->after_inline != nullptr && find_field(*kind, "position") != nullptr)
      for (const Object* child : state.children(object.id, kind->name)) names.push_back(child->id.name());
  return names;
}

/// Whether the dropped object could be the created one under an old name.
bool may_be_same(const Object& dropped, const State& from, const Object& created, const State& to) {
  if (dropped.kind != created.kind || dropped.kind->rename == nullptr) return false;
  if (!std::equal(dropped.id.path.begin(), dropped.id.path.end() - 1, created.id.path.begin(),
                  created.id.path.end() - 1))
    return false;
  for (const char* hint : {"backfill", "renamed_from", "using"})
    if (created.hints.contains(hint)) return false;
  if (const Field* field = find_field(*dropped.kind, dropped.kind->short_form))
    return field->get(dropped.body.get()) == field->get(created.body.get());
  return child_names(dropped, from) == child_names(created, to);
}

/// Renames of what differs from an old part in its name alone.
Steps following_renames(const Kind& kind, const State& from, const State& to) {
  Steps steps;
  if (kind.rename == nullptr) return steps;
  std::set<Id> taken;
  for (const auto& [id, object] : to.objects()) {
    if (object.kind != &kind) continue;
    const Id old = same_under_another_name(object, from, to, taken);
    if (old.path.empty() || !taken.insert(old).second) continue;
    kind.rename(*from.find(old), id, steps);
  }
  return steps;
}

Id owner_of(const Object& object) { return object.kind->owner != nullptr ? object.kind->owner(object) : Id{}; }

/// Sequences that are called after their column. Old code may call nextval() by the old name, so that they wait.
Steps renames_of_owned(const State& from, const State& to, const Accepted& accepted) {
  Steps steps;
  for (const auto& [id, object] : to.objects()) {
    if (object.kind->name != "sequence" || from.find(id) != nullptr) continue;
    const Id owner = owner_of(object);
    if (owner.path.empty() || from.find(owner) == nullptr) continue;
    for (const auto& [old, before] : from.objects()) {
      if (before.kind != object.kind || to.find(old) != nullptr || owner_of(before) != owner) continue;
      object.kind->rename(before, id, steps);
      steps.back().phase = accepted.holds(breaks_old_code, id) ? Phase::expand : Phase::contract;
      break;
    }
  }
  return steps;
}

/// The declared renames of one kind, but for those that an expansion makes.
void push_declared_renames(const Kind& kind, const State& from, const State& to, const Accepted& accepted, Steps& steps,
                           std::vector<StandIn>& stand_ins) {
  if (kind.rename == nullptr) return;
  for (const auto& [id, object] : to.objects()) {
    if (object.kind != &kind) continue;
    const Id old = old_id_of(object, from);
    if (old.path.empty() || expands_rename(old, id, from, to, accepted)) continue;
    if (kind.name != "table" || accepted.holds(breaks_old_code, id)) {
      kind.rename(*from.find(old), id, steps);
      continue;
    }
    if (const std::string reason = why_no_stand_in(old, from, to); !reason.empty()) {
      kind.rename(*from.find(old), id, steps);
      steps.back().refusal = reason;
      continue;
    }
    stand_ins.push_back({{"view", old.path}, id});
    push_stand_in(stand_ins.back(), from.server_major, steps);
  }
}

/// Runs renames where the old state stands, in a transaction that is rolled back, and keeps what it has become.
class Rehearsal {
public:
  Rehearsal(const Ground& ground, const State& from, const State& to) : ground_(ground), to_(to) {
    result.from = {std::shared_ptr<const State>(), &from};
  }

  /// With `optional`, what the server refuses (another object still has the name) is left out.
  void run(const Steps& steps, bool optional) {
    if (steps.empty()) return;
    if (!connection_) {
      connection_.emplace(ground_.database());
      connection_->exec("BEGIN");
    }
    for (const Step& step : steps) {
      connection_->exec("SAVEPOINT one");
      try {
        connection_->exec(stand_in_for(*connection_, step.sql));
        result.steps.push_back(step);
      } catch (const Error&) {
        if (!optional || !connection_->alive()) throw;
        connection_->exec("ROLLBACK TO one");
      }
    }
    ReadOptions options = ground_.reading;
    options.inside_transaction = true;
    State read = read_state(*connection_, options);
    say_only(read, to_);
    result.from = std::make_shared<const State>(std::move(read));
  }
  /// What the renames led to; their traces go.
  Renamed end() {
    if (connection_) connection_->exec("ROLLBACK");
    return std::move(result);
  }

  Renamed result;

private:
  const Ground& ground_;
  const State& to_;
  std::optional<Connection> connection_;
};

} // namespace

Renamed resolve_renames(const Ground& ground, const State& from, const State& to, const Accepted& accepted) {
  Rehearsal rehearsal(ground, from, to);
  // Parents first: the ids of their children change with them.
  for (const Kind* kind : all_kinds()) {
    rehearsal.run(moves_of_extensions(*kind, *rehearsal.result.from, to), false);
    rehearsal.run(declared_moves(*kind, *rehearsal.result.from, to, accepted, rehearsal.result.stand_ins), false);
    Steps steps;
    push_declared_renames(*kind, *rehearsal.result.from, to, accepted, steps, rehearsal.result.stand_ins);
    rehearsal.run(steps, false);
    if (kind->name == "enum") rehearsal.run(renames_of_values(*rehearsal.result.from, to), false);
    rehearsal.run(following_renames(*kind, *rehearsal.result.from, to), true);
  }
  rehearsal.run(renames_of_owned(*rehearsal.result.from, to, accepted), true);
  rehearsal.run(indexes_that_become_keys(*rehearsal.result.from, to), false);
  return rehearsal.end();
}

Renamed rename_back(const Ground& ground, const State& open, const State& before,
                    const std::vector<StandIn>& stand_ins) {
  Rehearsal rehearsal(ground, open, before);
  Steps steps;
  for (const StandIn& names : stand_ins) push_stand_in_back(names, steps);
  rehearsal.run(steps, false);
  rehearsal.run(drops_of_made_schemas(*rehearsal.result.from, before, stand_ins, steps), true);
  for (const Kind* kind : all_kinds()) rehearsal.run(following_renames(*kind, *rehearsal.result.from, before), true);
  for (Step& step : rehearsal.result.steps) step.phase = Phase::contract;
  return rehearsal.end();
}

std::vector<std::string> describe(const Renamed& renamed, const std::vector<Change>& changes) {
  const auto is_stand_in = [&](const Id& id) {
    return std::any_of(renamed.stand_ins.begin(), renamed.stand_ins.end(),
                       [&](const StandIn& names) { return names.view == id; });
  };
  std::vector<std::string> lines;
  std::set<Id> told;
  for (const Step& step : renamed.steps)
    if (!is_stand_in(step.subject) && told.insert(step.subject).second) lines.push_back(line_of_rename(step));
  std::vector<Change> rest;
  for (const Change& change : changes)
    if (change.verb != Verb::drop || !is_stand_in(change.id())) rest.push_back(change);
  for (std::string& line : describe_changes(rest)) lines.push_back(std::move(line));
  return lines;
}

void stop_at_ambiguity(const std::vector<Change>& changes, const State& from, const State& to) {
  std::vector<std::string> reasons;
  for (const Change& dropped : changes) {
    if (dropped.verb != Verb::drop || dropped.implied || !loses_data(*dropped.from, from)) continue;
    for (const Change& created : changes) {
      if (created.verb != Verb::create || created.implied || !may_be_same(*dropped.from, from, *created.to, to))
        continue;
      const std::string& old_name = dropped.id().name();
      reasons.push_back(
          to_text(dropped.id()) + " goes and " + to_text(created.id()) + " comes, and they look alike. Which is it?\n" +
          "  A rename, and the data stays: add to " + created.id().name() + " in " +
          (created.to->places.whole().line > 0 ? created.to->places.whole().text() : std::string("the schema")) + "\n" +
          "    renamed_from = \"" + old_name + "\"\n" + "  Two things, and the data of " + old_name +
          " goes: run again with --renames none");
    }
  }
  if (!reasons.empty()) throw RefusedError(std::move(reasons));
}

/// Whether a statement before the contract calls the object by the name that it has after it.
static bool is_called_before_contract(const Plan& plan, const Id& id) {
  return std::any_of(plan.steps.begin(), plan.steps.end(), [&](const Planned& planned) {
    return planned.step.phase != Phase::contract && names_word(planned.step.sql, id.name());
  });
}

void prepend(Plan& plan, const Renamed& renamed) {
  std::vector<Planned> first;
  std::vector<Planned> late;
  int sequence = -1;
  for (Step step : renamed.steps) {
    const bool wait = step.phase == Phase::contract && !is_called_before_contract(plan, step.subject);
    if (!wait) step.phase = Phase::expand;
    (wait ? late : first)
        .push_back({.step = step,
                    .in_use = true,
                    .sequence = sequence--,
                    .position = 0,
                    .mentions = {},
                    .seen = {},
                    .small = false});
  }
  const auto contract = std::find_if(plan.steps.begin(), plan.steps.end(),
                                     [](const Planned& planned) { return planned.step.phase == Phase::contract; });
  plan.steps.insert(contract, late.begin(), late.end());
  plan.steps.insert(plan.steps.begin(), first.begin(), first.end());
  for (const StandIn& names : renamed.stand_ins) add_open(names, plan);
}

} // namespace lockstep
