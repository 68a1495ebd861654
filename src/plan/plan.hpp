// The plan: ordered steps from one state to another, with what each does to tables in use.
#pragma once

#include "diff/change.hpp"
#include "model/sizes.hpp"
#include "model/state.hpp"
#include "model/step.hpp"
#include "plan/twin.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace lockstep {

/// A lock that a statement was seen to take on a relation that existed before it.
struct SeenLock {
  std::string relation; ///< "public.orders"
  Lock lock = Lock::none;
};

struct Planned {
  Step step;
  bool in_use = false;        ///< the table it locks was there before the plan, with rows and users
  int sequence = 0;           ///< steps of one change share it and keep their order
  int position = 0;           ///< of a new column in its table: columns are added in their order; else 0
  std::vector<Id> mentions;   ///< what its text names and other steps make: those come first where nothing forbids it
  std::vector<SeenLock> seen; ///< measured by the proof, empty when not measured
  bool small = false;         ///< the table in use has so few rows that reading or writing them all is no matter
  std::vector<std::string> locks_first = {}; ///< statements before those of its unit, on the first step of it
};

/// What stands in two shapes until the contract.
struct OpenShape {
  std::vector<Id> olds; ///< empty: nothing goes for what comes
  std::vector<Id> news;
  std::string meanwhile; ///< what each application version sees
  bool one_way = false;  ///< what is written to the new side is not on the old one
};

struct Plan {
  std::vector<Planned> steps; ///< in the order in which they run
  std::vector<OpenShape> open;
};

/// What a server says of changes whose cost no rule tells.
struct Verdicts {
  std::map<std::string, const Form*> forms; ///< by the text of the plain statement
  std::set<Id> carried;                     ///< changes that a type change brings about by itself
  ViewsBeside views = {};                   ///< made again beside themselves
  std::map<Id, Id> unfit = {}; ///< what changes together with a column, and does not fit its new type as it is
};

/// What is known of the tables' sizes.
struct Scale {
  const Sizes* sizes = nullptr; ///< null: nothing
  std::int64_t small_rows = 0;  ///< tables up to this size are small; 0: none is

  [[nodiscard]] bool is_small(const Id& table) const;
};

/// Renders, applies the recipes, and orders. Throws Error (proof) for a loop of dependencies, with its path.
[[nodiscard]] Plan make_plan(const State& from, const State& to, const std::vector<Change>& changes,
                             const Verdicts& verdicts = {}, const Scale& scale = {});

/// Whether the step may not share a transaction with others: it locks what is in use, or asks for it itself.
[[nodiscard]] bool wants_own_transaction(const Planned& planned);

} // namespace lockstep
