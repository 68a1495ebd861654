// Which changed objects must change in one transaction: a forest over their ids.
#pragma once

#include "diff/change.hpp"
#include "model/state.hpp"
#include "plan/twin.hpp"

#include <map>
#include <vector>

namespace lockstep {

/// Of row security: what several of one table do belongs together.
[[nodiscard]] bool is_policy(const Change& change);
[[nodiscard]] bool is_trigger(const Change& change);

/// A primary key or a unique constraint.
[[nodiscard]] bool is_key(const Id& id);
/// The key of `from` that has the name of this index of the same table, or null.
[[nodiscard]] const Object* key_of_name(const State& from, const Id& index);

/// The key or index of a partitioned table that has the name of this one of a partition of it, and goes; else null.
[[nodiscard]] const Object* whole_of_name(const State& from, const State& to, const Id& own);

/// The key of `from` whose name and place this key of `to` takes, where one of the two is a primary key and the other a
/// unique constraint; else null. No moment may be without both of them.
[[nodiscard]] const Object* key_given_up_for(const State& from, const State& to, const Id& key);
/// Whether a key of `from` is given up for one like that, which takes its place in the same statement.
[[nodiscard]] bool is_given_up_for_another(const State& from, const State& to, const Id& key);

class Together {
public:
  /// What is rebuilt goes and comes back in the transaction that changes what it stands on.
  Together(const State& from, const State& to, const std::vector<Change>& changes, const ViewsBeside& views = {});

  void join(const Id& a, const Id& b) { parent_[root(a)] = root(b); }
  /// A number > 0 for an id that was joined with another, else 0.
  int unit(const Id& id);

private:
  void join_policies(const State& from, const std::vector<Change>& changes);
  void join_triggers(const State& from, const std::vector<Change>& changes);
  void join_partitions(const std::vector<Change>& changes);
  void join_foreign_keys(const State& from, const State& to, const std::vector<Change>& changes);
  void join_keys_that_become_indexes(const State& from, const std::vector<Change>& changes);
  void join_keys_that_become_others(const State& from, const State& to, const std::vector<Change>& changes);
  void join_rules_of_one_name(const State& from, const State& to, const std::vector<Change>& changes);
  Id root(const Id& id);

  std::map<Id, Id> parent_;
  std::map<Id, int> units_;
};

} // namespace lockstep
