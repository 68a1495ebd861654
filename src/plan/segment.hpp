// Cuts an ordered plan into migration files: one phase and one transaction mode each.
#pragma once

#include "base/config.hpp"
#include "emit/migration.hpp"
#include "plan/plan.hpp"

#include <string>
#include <vector>

namespace lockstep {

/// The files of a plan in order. Versions count up by one second from `first_version` (14 digits). With `sizes`, files
/// and statements say how long they will take.
[[nodiscard]] std::vector<Migration> segment(const Plan& plan, const std::string& name,
                                             const std::string& first_version, const Policy& policy,
                                             const Sizes* sizes = nullptr);

/// The version one second after `version`.
[[nodiscard]] std::string next_version(const std::string& version);

} // namespace lockstep
