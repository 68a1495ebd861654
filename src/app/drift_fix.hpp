// The way back from drift: a plan for the database, or a schema that adopts what is there. Internal to drift.
#pragma once

#include "app/drift_findings.hpp"

namespace lockstep {

struct Drifted {
  const Loaded& expected;
  const Loaded& actual;
  const std::vector<Change>& changes; ///< that count
  const std::vector<Change>& ignored;
};
/// Fills `fix`, and `wrote` when a place was given. Throws RefusedError as a plan does.
void fix_drift(const DriftOptions& options, Project& project, const Drifted& drifted, DriftResult& result);

} // namespace lockstep
