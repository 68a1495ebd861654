// From the differences of two states to what drift says of them. Internal to drift.
#pragma once

#include "app/project.hpp"
#include "catalog/health.hpp"
#include "diff/change.hpp"

#include <map>
#include <string>
#include <vector>

namespace lockstep {

/// Owners of what is in the database, before states are levelled.
using Owners = std::map<Id, std::string>;
[[nodiscard]] Owners owners_of(const State& state);
/// That of the object, or of the nearest thing above it that has one.
[[nodiscard]] std::string owner_of(const Owners& owners, const Id& id);

struct DriftSides {
  const State& expected;
  const State& actual;
  const Owners& owners;
  const Health& health;
};

/// What only the schema says goes over to `state`: whose partitions somebody else looks after.
void take_partition_hints(const State& said, State& state);

/// The differences that somebody made, from what is expected to what is there: without what would only be rebuilt
/// around them, and without what the role may not see.
[[nodiscard]] std::vector<Change> drift_changes(const DriftSides& sides);
/// One for each that is not implied by its parent.
[[nodiscard]] std::vector<DriftFinding> drift_findings(const DriftSides& sides, const std::vector<Change>& changes);
/// Sequences that run out.
[[nodiscard]] std::vector<DriftFinding> sequence_findings(const Health& health);

/// The reason of the rule of lockstep.toml that the difference falls under, or null.
[[nodiscard]] const std::string* ignore_reason(const std::vector<DriftRule>& rules, const DriftSides& sides,
                                               const Change& change);
/// Throws Error (usage) for a rule of a kind that there is not.
void require_known_kinds(const std::vector<DriftRule>& rules);

} // namespace lockstep
