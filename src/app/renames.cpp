// Renames: declared ones are carried out in a transaction that is rolled back, possible ones are spelled out.
#include "app/renames.hpp"

#include <lockstep/lockstep.hpp>

#include "app/following_names.hpp"
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
    const Id old = declared_old_id(object, from, to);
    if (old.path.empty() || expands_rename(old, id, from, to, accepted)) continue;
    if (kind.name != "table" || accepted.holds(breaks_old_code, id)) {
      kind.rename(*from.find(old), id, steps);
      continue;
    }
    if (const std::string reason = why_no_stand_in(old, from, to); !reason.empty()) {
      kind.rename(*from.find(old), id, steps);
      steps.back().obstacle = reason;
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
    begin();
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
  /// All of them, or none where the server refuses one.
  void run_together(const Steps& steps) {
    if (steps.empty()) return;
    begin();
    connection_->exec("SAVEPOINT all_of_them");
    const std::size_t before = result.steps.size();
    try {
      run(steps, false);
    } catch (const Error&) {
      if (!connection_->alive()) throw;
      connection_->exec("ROLLBACK TO all_of_them");
      result.steps.resize(before);
    }
  }
  /// What the renames led to; their traces go.
  Renamed end() {
    if (connection_) connection_->exec("ROLLBACK");
    return std::move(result);
  }

  Renamed result;

private:
  void begin() {
    if (connection_) return;
    connection_.emplace(ground_.database());
    connection_->exec("BEGIN");
  }

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
    rehearsal.run(steps, is_named_part(*kind));
    if (kind->name == "enum") rehearsal.run(renames_of_values(*rehearsal.result.from, to), false);
    rehearsal.run(following_renames(*kind, *rehearsal.result.from, to), true);
  }
  rehearsal.run_together(renames_in_a_circle(*rehearsal.result.from, to));
  rehearsal.run(names_of_parts(*rehearsal.result.from, to), true);
  for (const Kind* kind : all_kinds()) {
    Steps steps;
    if (is_named_part(*kind))
      push_declared_renames(*kind, *rehearsal.result.from, to, accepted, steps, rehearsal.result.stand_ins);
    rehearsal.run(steps, false);
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
  rehearsal.run_together(renames_in_a_circle(*rehearsal.result.from, before));
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
