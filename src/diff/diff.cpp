// Compares two states object by object, then pulls in what must be rebuilt around the differences.
#include "diff/change.hpp"

#include "kinds/kinds.hpp"
#include "kinds/kinship.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

namespace lockstep {

std::string_view to_text(Verb verb) {
  switch (verb) {
  case Verb::create:
    return "create";
  case Verb::alter:
    return "alter";
  case Verb::drop:
    return "drop";
  case Verb::recreate:
    return "recreate";
  }
  return {};
}

bool is_reshaped(const Change& change) {
  return change.verb == Verb::alter &&
         std::any_of(change.changed.fields.begin(), change.changed.fields.end(),
                     [](const Field* field) { return field->options.on_change == OnChange::reshape; });
}

namespace {

using Changes = std::map<Id, Change>;

Verb verb_of(const Object& from, const Object& to, const Changed& changed) {
  const bool field_says = std::any_of(changed.fields.begin(), changed.fields.end(), [](const Field* field) {
    return field->options.on_change == OnChange::recreate;
  });
  const Kind& kind = *to.kind;
  const bool kind_says = kind.must_recreate != nullptr && kind.must_recreate(from, to, changed);
  return field_says || kind_says ? Verb::recreate : Verb::alter;
}

bool parent_changes(const Changes& changes, const Object& object, Verb verb) {
  if (object.kind->parent == nullptr) return false;
  const Id parent{object.kind->parent->name, object.id.path.parent()};
  const auto found = changes.find(parent);
  return found != changes.end() && found->second.verb == verb;
}

std::shared_ptr<const Object> inherited(const Object& object, const State& state) {
  return object.kind->inherited == nullptr ? nullptr : object.kind->inherited(object, state);
}

struct Sides {
  const State& from;
  const State& to;
};

/// False when there is no difference.
bool add_altered(Changes& changes, const Object& before, const Object& after, const Sides& sides,
                 std::shared_ptr<const Object> taken_over = nullptr) {
  Changed changed = differing(before, after);
  if (changed.fields.empty()) return false;
  kinship::leave_to_parents(before, after, sides.from, sides.to, changed);
  if (changed.fields.empty()) return true;
  const Verb verb = verb_of(before, after, changed);
  changes[after.id] = {.verb = verb, .from = &before, .to = &after, .changed = std::move(changed)};
  changes[after.id].inherited = std::move(taken_over);
  return true;
}

/// An index or a key that a partition had of its table goes with that one's, unless the partition is detached.
bool stays_with_parent(const Object& object, const Sides& sides) {
  const bool has_index = object.id.kind == "index" || object.id.kind == "unique" || object.id.kind == "primary_key";
  if (!has_index || inherited(object, sides.to) != nullptr) return true;
  const Id table{object.kind->parent->name, object.id.path.parent()};
  const Object* before = sides.from.find(table);
  const Object* after = sides.to.find(table);
  return before == nullptr || after == nullptr || differing(*before, *after).has("partition_of");
}

void add_created(Changes& changes, const Object& object, const Sides& sides) {
  const auto taken_over = inherited(object, sides.from);
  if (taken_over != nullptr && stays_with_parent(object, sides))
    add_altered(changes, *taken_over, object, sides, taken_over);
  else
    changes[object.id] = {.verb = Verb::create, .to = &object};
}

void add_dropped(Changes& changes, const Object& object, const Sides& sides) {
  if (const auto taken_over = inherited(object, sides.to))
    add_altered(changes, object, *taken_over, sides, taken_over);
  else if (!kinship::goes_along(object, sides.from, sides.to))
    changes[object.id] = {.verb = Verb::drop, .from = &object};
}

/// The objects of a state, one after the other.
class Walk {
public:
  explicit Walk(const State& state) : at_(state.objects().begin()), end_(state.objects().end()) {}
  [[nodiscard]] bool at_end() const { return at_ == end_; }
  [[nodiscard]] const Id& id() const { return at_->first; }
  const Object* take() { return &(at_++)->second; }

private:
  std::map<Id, Object>::const_iterator at_;
  std::map<Id, Object>::const_iterator end_;
};

/// Takes the smallest id that either side still has: the objects of it, null where there is none.
std::pair<const Object*, const Object*> next_pair(Walk& from, Walk& to) {
  const auto order = from.at_end() ? std::strong_ordering::greater
                     : to.at_end() ? std::strong_ordering::less
                                   : from.id() <=> to.id();
  return {order <= 0 ? from.take() : nullptr, order >= 0 ? to.take() : nullptr};
}

/// What a table loses or gets by itself because its parents change.
void add_unsaid(Changes& changes, const Sides& sides) {
  kinship::Unsaid unsaid = kinship::unsaid(sides.from, sides.to);
  for (std::shared_ptr<const Object>& object : unsaid.dropped) {
    Change& change = changes[object->id];
    change = {.verb = Verb::drop, .from = object.get()};
    change.inherited = std::move(object);
  }
  for (std::shared_ptr<const Object>& object : unsaid.created) {
    Change& change = changes[object->id];
    change = {.verb = Verb::create, .to = object.get()};
    change.inherited = std::move(object);
  }
}

Changes compare(const State& from, const State& to) {
  Changes changes;
  const Sides sides{from, to};
  Walk olds(from);
  Walk news(to);
  std::set<std::pair<const void*, const void*>> equal; // many objects share a body with others of their state
  while (!olds.at_end() || !news.at_end()) {
    const auto [before, after] = next_pair(olds, news);
    if (before != nullptr && after != nullptr) {
      if (!equal.contains({before->body.get(), after->body.get()}) && !add_altered(changes, *before, *after, sides))
        equal.insert({before->body.get(), after->body.get()});
    } else if (after != nullptr)
      add_created(changes, *after, sides);
    else
      add_dropped(changes, *before, sides);
  }
  add_unsaid(changes, sides);
  std::erase_if(changes, [&](const auto& entry) { return is_left_alone(entry.second.object(), from, to); });
  for (auto& [id, change] : changes)
    if (change.verb == Verb::create || change.verb == Verb::drop)
      change.implied = parent_changes(changes, change.object(), change.verb);
  return changes;
}

/// A part of another table, or a foreign key of the same, that stays as it is although the key it stands on goes: a
/// foreign key finds another key.
bool must_let_go(const Id& dropped, const Object& dependent, const Changes& changes) {
  const std::vector<std::string>& path = dependent.id.path;
  const bool on_key = dependent.id.kind == "foreign_key" && (dropped.kind == "unique" || dropped.kind == "primary_key");
  return dependent.kind->scope == Scope::parent && !changes.contains(dependent.id) &&
         (on_key || !std::equal(path.begin(), path.end() - 1, dropped.path.begin(), dropped.path.end() - 1));
}

/// A foreign key that changes as well, and stands on what takes the name and place of a key that goes: both can not be
/// there at once.
bool finds_successor(const Change& change, const Object& dependent, const State& to) {
  const bool is_key = change.id().kind == "unique" || change.id().kind == "primary_key";
  if (change.verb != Verb::drop || !is_key || dependent.id.kind != "foreign_key") return false;
  const auto& needs = to.needs(dependent.id);
  return std::any_of(needs.begin(), needs.end(), [&](const Id& need) { return need.path == change.id().path; });
}

/// A view that stays as it is although the function it calls goes: it finds another one.
bool finds_another(const Object& dropped, const Object& dependent, const Changes& changes) {
  return dropped.kind->has_signature && dependent.kind->rebuilt_around && !changes.contains(dependent.id);
}

/// Rows of a table go with the table or a column, and with nothing else that they stand on.
bool stays_there(const Object& recreated, const Object& dependent) {
  return dependent.kind->contents_sql != nullptr && recreated.kind->scope == Scope::parent &&
         recreated.id.kind != "column";
}

/// Whether a dependent that stays must be dropped and put back when `change` happens.
bool must_rebuild(const Change& change, const Object& dependent, const Changes& changes) {
  if (stays_there(change.object(), dependent)) return false;
  if (change.verb == Verb::recreate) return true;
  if (change.verb == Verb::drop)
    return must_let_go(change.id(), dependent, changes) || finds_another(change.object(), dependent, changes);
  return is_reshaped(change) && dependent.kind->rebuilt_around;
}

/// The field of the dependent that an ALTER has to set anew so that it stands on the recreated object, or on another
/// function of the name of one that goes; or null.
const Field* rebound_field(const Change& change, const Object& dependent) {
  const Kind& kind = *change.object().kind;
  const bool replaced = change.verb == Verb::recreate || (change.verb == Verb::drop && kind.has_signature);
  if (!replaced || dependent.kind->rebinds == nullptr) return nullptr;
  return find_field(*dependent.kind, dependent.kind->rebinds(dependent, kind));
}

void rebind(Changes& changes, const Object& before, const Object& after, const Field& field, const Id& around) {
  Change& change = changes[after.id];
  if (change.verb == Verb::recreate || change.changed.has(field.key)) return;
  if (change.changed.fields.empty()) change.around = around;
  change.from = &before;
  change.to = &after;
  change.changed.fields.push_back(&field);
}

void rebuild_dependents(const State& from, const State& to, Changes& changes) {
  std::deque<Id> work;
  for (const auto& [id, change] : changes) work.push_back(id);
  for (; !work.empty(); work.pop_front()) {
    const Change change = changes.at(work.front());
    if (change.verb != Verb::recreate && change.verb != Verb::drop && !is_reshaped(change)) continue;
    for (const Id& id : from.dependents(work.front())) {
      const Object* before = from.find(id);
      const Object* after = to.find(id);
      if (before == nullptr || after == nullptr) continue;
      if (!must_rebuild(change, *before, changes) && !finds_successor(change, *before, to)) continue;
      if (const Field* field = rebound_field(change, *after)) {
        rebind(changes, *before, *after, *field, work.front());
        continue;
      }
      Change& rebuilt = changes[id];
      if (rebuilt.verb == Verb::recreate) {
        if (rebuilt.around.path.empty()) rebuilt.around = work.front();
        continue;
      }
      rebuilt = {
          .verb = Verb::recreate, .from = before, .to = after, .changed = rebuilt.changed, .around = work.front()};
      work.push_back(id);
    }
  }
}

} // namespace

std::vector<Change> diff_states(const State& from, const State& to) {
  Changes changes = compare(from, to);
  rebuild_dependents(from, to, changes);
  std::vector<Change> result;
  for (auto& [id, change] : changes) result.push_back(std::move(change));
  return result;
}

} // namespace lockstep
