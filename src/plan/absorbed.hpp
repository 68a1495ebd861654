// Changes that need no statement of their own: made with their parent, or gone with it.
#pragma once

#include "diff/change.hpp"
#include "model/state.hpp"
#include "plan/overloads.hpp"
#include "plan/twin.hpp"

#include <set>
#include <vector>

namespace lockstep {

class Absorbed {
public:
  Absorbed(const State& from, const State& to, const std::vector<Change>& changes, const ViewsBeside& views = {});

  /// Created inside its parent's CREATE, or gone with its parent or owner.
  [[nodiscard]] bool has(const Change& change) const;
  /// It ties its parent to something else that goes as well, or to a table that stays (a foreign key): dropped by
  /// itself, so that neither has to go first and no drop locks two tables longer than it must. What its own siblings
  /// stand on goes with them.
  [[nodiscard]] bool holds_another(const Object& child) const;
  /// The materialized views, and those that they read, that are made again beside themselves.
  [[nodiscard]] const ViewsBeside& views() const { return views_; }
  [[nodiscard]] bool is_dropped(const Id& id) const { return dropped_.contains(id); }
  /// A dropped function stands under another name until what calls it has moved.
  [[nodiscard]] bool makes_way(const Id& id) const { return is_dropped(id) && lockstep::makes_way(changes_, id); }

private:
  [[nodiscard]] bool goes_with_object(const Id& label) const;
  [[nodiscard]] bool comes_with_object(const Change& label) const;
  bool goes_with_view(const Change& change) const;
  bool locks_elsewhere(const Object& child) const;

  const State& from_;
  const State& to_;
  const std::vector<Change>& changes_;
  ViewsBeside views_;
  std::set<Id> dropped_;
};

} // namespace lockstep
