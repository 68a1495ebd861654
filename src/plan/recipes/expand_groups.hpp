// Which expansions close together.
#pragma once

#include "plan/expansion.hpp"

#include <map>
#include <set>

namespace lockstep::expand {

/// Expansions whose tables hang together by a foreign key or a view close in one transaction.
class Groups {
public:
  Groups(const State& from, const Expanded& middle, const State& to);

  /// One and the same table for all that close together.
  Id root(const Id& table);

private:
  void join(const Id& one, const Id& other) { parent_[root(one)] = root(other); }
  void join_under_views(const State& from, const State& to);

  std::map<Id, Id> parent_;
};

} // namespace lockstep::expand
