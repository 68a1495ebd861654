// What stands on an enum that is made anew: one walk, for what is held until the contract and for what is in the way.
#pragma once

#include "model/state.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace lockstep::expand {

/// One walk over all that stands on a type, in one state.
class Standing {
public:
  Standing(const State& state, const Id& type);

  std::set<Id> held;
  std::set<Id> called; ///< functions that need a twin
  /// What is neither held nor goes with a column, and what it stands on.
  std::vector<std::pair<Id, Id>> others;

private:
  void walk(const Id& on);
  [[nodiscard]] bool is_type(const Id& id) const;
  [[nodiscard]] bool is_part_of_type(const Object& object) const;
  /// A materialized view, or a view that one reads, gets its twin too.
  [[nodiscard]] bool is_filled(const Id& id) const { return is_on_column(id) && reads_filled(id); }
  [[nodiscard]] bool reads_filled(const Id& id) const;
  /// The default of another column, or what gets a twin on the new column.
  [[nodiscard]] bool follows_twin(const Object& object) const;
  void call(const Id& function);
  [[nodiscard]] bool stands_on_type(const Id& function) const;
  [[nodiscard]] bool is_on_column(const Id& object) const;
  /// The columns themselves, and what gets a twin, or is taken away, with one of them.
  [[nodiscard]] bool goes_with_column(const Object& object, const Id& on) const;
  /// A partition has the columns of its table, and says nothing of its own of them.
  [[nodiscard]] bool has_columns_of_parent(const Object& object) const;

  const State& state_;
  std::vector<Id> types_;
  std::set<Id> columns_;
};

/// Made of other types.
[[nodiscard]] bool is_made_of_types(const Kind& kind);
/// Columns have it, or a type that is made of it.
[[nodiscard]] bool is_stored(const Id& type, const State& state);

} // namespace lockstep::expand
