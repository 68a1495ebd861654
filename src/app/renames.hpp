// Renames are resolved before states are compared: those that hints declare are tried out on the old state,
// and a drop beside an add that could be one is never guessed.
#pragma once

#include "catalog/read.hpp"
#include "diff/change.hpp"
#include "model/step.hpp"
#include "plan/hazard.hpp"
#include "plan/plan.hpp"
#include "plan/stand_in.hpp"

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace lockstep {

/// Where the old state stands, for transactions that are rolled back.
struct Ground {
  std::function<std::string()> database; ///< gives its connection string
  ReadOptions reading;
};

struct Renamed {
  std::shared_ptr<const State> from; ///< the old state with the new names; without renames the loaded one itself
  Steps steps;                       ///< the renames, in order
  std::vector<StandIn> stand_ins;    ///< views under old names, which `from` holds
};

/// Columns that an expansion renames keep their old names; `accepted` are the accepted hazards. `from` must outlive the
/// result.
[[nodiscard]] Renamed resolve_renames(const Ground& ground, const State& from, const State& to,
                                      const Accepted& accepted);
/// Tables get the names back that they had in `before`, and what is called after them.
[[nodiscard]] Renamed rename_back(const Ground& ground, const State& open, const State& before,
                                  const std::vector<StandIn>& stand_ins);
/// The changes in words, renames first.
[[nodiscard]] std::vector<std::string> describe(const Renamed& renamed, const std::vector<Change>& changes);

/// Throws RefusedError with the two readings when a drop and an add may be one rename.
void stop_at_ambiguity(const std::vector<Change>& changes, const State& from, const State& to);

/// Puts the rename steps before the plan's own, and says what stands in two shapes by them.
void prepend(Plan& plan, const Renamed& renamed);

} // namespace lockstep
