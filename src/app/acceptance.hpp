// Who has accepted which hazard: --allow, [policy] allow, and the allowances of lockstep.toml.
#pragma once

#include <lockstep/lockstep.hpp>

#include "base/config.hpp"
#include "emit/migration.hpp"
#include "plan/hazard.hpp"

#include <set>
#include <string>
#include <vector>

namespace lockstep {

/// All that is accepted today; allowances past their last day are not. Throws Error (usage) for a name that is no
/// hazard, with its place.
[[nodiscard]] Accepted accepted_today(const Config& config, const std::set<std::string>& allow);

/// "lockstep.toml:4:1: the allowance for … ended on …" for each that would accept the hazard, had it not.
[[nodiscard]] std::vector<std::string> ended_allowances(const Config& config, const std::string& hazard,
                                                        const Id& subject);

/// Allowances that are over, and those that no file of the chain has ever used.
[[nodiscard]] std::vector<Diagnostic> unsound_allowances(const Config& config, const std::vector<ChainFile>& files);

} // namespace lockstep
