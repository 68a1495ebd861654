// Renames: declared ones are carried out in a transaction that is rolled back, possible ones are spelled out.
#include "app/renames.hpp"

#include "base/sql.hpp"
#include "base/text.hpp"
#include "catalog/read.hpp"
#include "kinds/kinds.hpp"
#include "plan/expansion.hpp"

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
  const bool bare = object.kind->has_signature && hint->second.find('(') == std::string::npos;
  const std::string signature = bare ? object.id.name().substr(object.id.name().find('(')) : std::string();
  old.path = old.path.with_back(hint->second + signature);
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
  for (const Object* before : from.children(parent, object.kind->name)) {
    if (to.find(before->id) != nullptr || taken.contains(before->id) || loses_data(*before, from)) continue;
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
  if (created.hints.contains("backfill") || created.hints.contains("renamed_from")) return false;
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

/// The declared renames of one kind, but for those that an expansion makes.
Steps declared_renames(const Kind& kind, const State& from, const State& to, const std::set<std::string>& allow) {
  Steps steps;
  if (kind.rename == nullptr) return steps;
  for (const auto& [id, object] : to.objects()) {
    if (object.kind != &kind) continue;
    const Id old = old_id_of(object, from);
    if (!old.path.empty() && !expands_rename(old, id, from, to, allow)) kind.rename(*from.find(old), id, steps);
  }
  return steps;
}

/// Runs renames where the old state stands, in a transaction that is rolled back, and keeps what it has become.
class Rehearsal {
public:
  Rehearsal(Project& project, const Loaded& from) : project_(project), loaded_(from) {
    result.from = {std::shared_ptr<const State>(), &from.state};
  }

  /// With `optional`, what the server refuses (another object still has the name) is left out.
  void run(const Steps& steps, bool optional) {
    if (steps.empty()) return;
    if (!ground_) {
      ground_.emplace(project_.ground_of(loaded_));
      ground_->exec("BEGIN");
    }
    for (const Step& step : steps) {
      ground_->exec("SAVEPOINT one");
      try {
        ground_->exec(step.sql);
        result.steps.push_back(step);
      } catch (const Error&) {
        if (!optional || !ground_->alive()) throw;
        ground_->exec("ROLLBACK TO one");
      }
    }
    ReadOptions options = project_.reading();
    options.inside_transaction = true;
    result.from = std::make_shared<const State>(read_state(*ground_, options));
  }
  /// What the renames led to; their traces go.
  Renamed end() {
    if (ground_) ground_->exec("ROLLBACK");
    return std::move(result);
  }

  Renamed result;

private:
  Project& project_;
  const Loaded& loaded_;
  std::optional<Connection> ground_;
};

} // namespace

Renamed resolve_renames(Project& project, const Loaded& from, const Loaded& to, const std::set<std::string>& allow) {
  Rehearsal rehearsal(project, from);
  // Parents first: the ids of their children change with them.
  for (const Kind* kind : all_kinds()) {
    rehearsal.run(declared_renames(*kind, *rehearsal.result.from, to.state, allow), false);
    rehearsal.run(following_renames(*kind, *rehearsal.result.from, to.state), true);
  }
  return rehearsal.end();
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

void prepend(Plan& plan, const Steps& steps) {
  std::vector<Planned> all;
  int sequence = -1;
  for (const Step& step : steps)
    all.push_back({.step = step, .in_use = true, .sequence = sequence--, .position = 0, .mentions = {}, .seen = {}});
  all.insert(all.end(), plan.steps.begin(), plan.steps.end());
  plan.steps = std::move(all);
}

} // namespace lockstep
