// Which changed objects must change in one transaction.
#include "plan/together.hpp"

#include "kinds/partition.hpp"
#include "model/kind.hpp"
#include "plan/overloads.hpp"
#include "plan/recipes/recipe.hpp"

#include <algorithm>
#include <set>

namespace lockstep {

Together::Together(const State& from, const State& to, const std::vector<Change>& changes, const ViewsBeside& views) {
  std::set<Id> moving;
  for (const Change& change : changes)
    if (change.verb == Verb::recreate || is_reshaped(change)) moving.insert(change.id());
  for (const Change& change : changes)
    if (const Change* old = taken_over_by(from, changes, change)) join(change.id(), old->id());
  join_policies(from, changes);
  join_triggers(from, changes);
  join_partitions(changes);
  join_foreign_keys(from, to, changes);
  join_keys_that_become_indexes(from, changes);
  join_keys_that_become_others(from, to, changes);
  join_rules_of_one_name(from, to, changes);
  for (const Change& change : changes) {
    if (change.verb != Verb::recreate) continue;
    const bool has_parts = is_key(change.id()) && partition::is_partitioned(from, {"table", change.id().path.parent()});
    if (change.to->kind->rebuilt_around || has_parts) join(change.id(), change.id());
    if (!change.around.path.empty()) join(change.id(), change.around);
    if (views.of(change.id()) != nullptr)
      for (const Id& need : to.needs(change.id()))
        if (views.of(need) != nullptr) join(change.id(), need);
    // What is built beside is so after, or before, what it stands on.
    const Kind& kind = *change.to->kind;
    const bool is_bare = !change.around.path.empty() && kind.parent == nullptr && !kind.is_relation;
    if (!(kind.rebuilt_around || is_bare) || recipes::is_built_beside(change, views)) continue;
    for (const State* state : {&from, &to})
      for (const Id& need : state->needs(change.id()))
        if (moving.contains(need)) join(change.id(), need);
  }
}

/// A row that one policy of a table lets go, another one may take: nobody sees the moment between.
void Together::join_policies(const State& from, const std::vector<Change>& changes) {
  std::map<Path, Id> first;
  for (const Change& change : changes) {
    const Id& id = change.id();
    if (!is_policy(change) || change.implied || !change.around.path.empty()) continue;
    if (from.find({"table", id.path.parent()}) == nullptr) continue;
    const auto [policy, fresh] = first.try_emplace(id.path.parent(), id);
    if (!fresh) join(id, policy->second);
  }
}

/// A trigger under another name may be the one that goes: no write passes both of them, or neither.
void Together::join_triggers(const State& from, const std::vector<Change>& changes) {
  const auto is_on = [&](const Change& change, Verb verb) {
    return is_trigger(change) && change.verb == verb && !change.implied && change.around.path.empty() &&
           from.find({change.object().kind->parent->name, change.id().path.parent()}) != nullptr;
  };
  std::map<Path, Id> gone;
  for (const Change& change : changes)
    if (is_on(change, Verb::drop)) gone.emplace(change.id().path.parent(), change.id());
  for (const Change& change : changes) {
    if (!is_on(change, Verb::create) && !is_on(change, Verb::drop)) continue;
    const auto found = gone.find(change.id().path.parent());
    if (found != gone.end() && found->second != change.id()) join(change.id(), found->second);
  }
}

/// Bounds that one partition gives another one are free only once both are detached.
void Together::join_partitions(const std::vector<Change>& changes) {
  std::map<Id, Id> first;
  for (const Change& change : changes) {
    if (change.verb != Verb::alter || change.to->kind->name != "table") continue;
    if (!change.changed.has("values") || change.changed.has("partition_of")) continue;
    const auto [other, fresh] = first.try_emplace(partition::parent_of(*change.to), change.id());
    if (!fresh) join(change.id(), other->second);
  }
}

/// The key that this change puts another one of its name, or an index, in the place of; else an empty path.
static Id replaced_by(const State& from, const State& to, const Change& change) {
  if (change.verb == Verb::recreate && is_key(change.id())) return change.id();
  if (change.verb != Verb::create) return {};
  const Object* old =
      change.id().kind == "index" ? key_of_name(from, change.id()) : key_given_up_for(from, to, change.id());
  return old == nullptr ? Id{} : old->id;
}

/// A foreign key under another name on a key that is replaced: no row comes without either of them.
void Together::join_foreign_keys(const State& from, const State& to, const std::vector<Change>& changes) {
  const auto key_of = [&](const Change& change, const State& state) -> const Change* {
    if (change.id().kind != "foreign_key" || change.implied) return nullptr;
    const auto key = std::find_if(changes.begin(), changes.end(), [&](const Change& other) {
      const Id old = &state == &from ? replaced_by(from, to, other) : other.id();
      return !replaced_by(from, to, other).path.empty() && state.needs(change.id()).contains(old);
    });
    return key == changes.end() ? nullptr : &*key;
  };
  std::set<Path> left;
  for (const Change& change : changes)
    if (const Change* key = change.verb == Verb::drop ? key_of(change, from) : nullptr) {
      left.insert(change.id().path.parent());
      join(change.id(), key->id());
    }
  for (const Change& change : changes)
    if (change.verb == Verb::create && left.contains(change.id().path.parent()))
      if (const Change* key = key_of(change, to)) join(change.id(), key->id());
}

/// The index takes the name in the transaction in which the constraint goes.
void Together::join_keys_that_become_indexes(const State& from, const std::vector<Change>& changes) {
  for (const Change& change : changes) {
    if (change.id().kind != "index" || change.verb != Verb::create) continue;
    if (const Object* key = key_of_name(from, change.id())) join(change.id(), key->id);
  }
}

/// What stood on the one stands on the other once both have changed places; a table has one primary key.
void Together::join_keys_that_become_others(const State& from, const State& to, const std::vector<Change>& changes) {
  for (const Change& change : changes) {
    const Object* old = change.verb == Verb::create ? key_given_up_for(from, to, change.id()) : nullptr;
    if (old == nullptr) continue;
    const Path table = change.id().path.parent();
    const bool is_tied = std::any_of(changes.begin(), changes.end(), [&](const Change& other) {
      const bool is_primary = other.id().kind == "primary_key" && other.id().path.parent() == table;
      return other.around == old->id || (is_primary && other.id().path != change.id().path);
    });
    if (is_tied || partition::is_partitioned(from, {"table", table})) join(change.id(), old->id);
    for (const Change& other : changes)
      if (other.id().kind == "primary_key" && other.id().path.parent() == table && is_tied)
        join(change.id(), other.id());
  }
}

/// An exclusion constraint and the key of its name, or the keys of a partitioned table and a partition: no moment is
/// without either rule.
void Together::join_rules_of_one_name(const State& from, const State& to, const std::vector<Change>& changes) {
  for (const Change& change : changes) {
    const bool is_exclusion = change.id().kind == "exclusion";
    if (change.verb != Verb::create || change.implied || !(is_exclusion || is_key(change.id()))) continue;
    const Object* other = is_exclusion ? key_of_name(from, change.id()) : from.find({"exclusion", change.id().path});
    if (other == nullptr && !is_exclusion) other = whole_of_name(from, to, change.id());
    if (other != nullptr) join(change.id(), other->id);
  }
}

bool is_key(const Id& id) { return id.kind == "primary_key" || id.kind == "unique"; }

const Object* key_of_name(const State& from, const Id& index) {
  const Object* unique = from.find({"unique", index.path});
  return unique != nullptr ? unique : from.find({"primary_key", index.path});
}

const Object* whole_of_name(const State& from, const State& to, const Id& own) {
  const Id table{"table", own.path.parent()};
  for (Id whole = partition::parent_of(from, table); !whole.path.empty(); whole = partition::parent_of(from, whole))
    for (const char* kind : {"index", "unique", "primary_key"})
      if (const Object* one = from.find({kind, whole.path.child(own.name())}))
        return whole.path.front() == own.path.front() && to.find(one->id) == nullptr ? one : nullptr;
  return nullptr;
}

/// The one of the two sorts of keys that it is not, of the same name.
static Id other_sort(const Id& key) { return {key.kind == "unique" ? "primary_key" : "unique", key.path}; }

const Object* key_given_up_for(const State& from, const State& to, const Id& key) {
  if (!is_key(key)) return nullptr;
  const Id other = other_sort(key);
  const bool takes_over = to.find(key) != nullptr && from.find(key) == nullptr && to.find(other) == nullptr;
  return takes_over ? from.find(other) : nullptr;
}

bool is_given_up_for_another(const State& from, const State& to, const Id& key) {
  return is_key(key) && key_given_up_for(from, to, other_sort(key)) != nullptr;
}

bool is_trigger(const Change& change) {
  const std::string_view name = change.object().kind->name;
  return name == "trigger" || name == "view_trigger";
}

bool is_policy(const Change& change) { return change.object().kind->name == "policy"; }

int Together::unit(const Id& id) {
  if (!parent_.contains(id)) return 0;
  return units_.try_emplace(root(id), static_cast<int>(units_.size()) + 1).first->second;
}

Id Together::root(const Id& id) {
  Id at = id;
  for (auto found = parent_.try_emplace(at, at).first; found->second != at; found = parent_.try_emplace(at, at).first)
    at = found->second;
  return at;
}

} // namespace lockstep
